package dev.towline.trust;

/// What signs documents with one Ed25519 key.
public interface Signer {
    /// The key that its signatures are verified with.
    VerifyingKey verifyingKey();

    /// The signature of RFC 8032 over these bytes: 64 bytes, and always the same for the same
    /// bytes.
    byte[] sign(byte[] bytes);
}
