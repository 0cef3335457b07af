package dev.towline.agent.signature;

/// What is to be thought of a commit's signature.
public sealed interface SignatureVerdict {

    /// Somebody on the list signed exactly this commit.
    ///
    /// @param principal who, as the list says
    /// @param key its fingerprint
    record Trusted(String principal, String key) implements SignatureVerdict {}

    /// It must not run here.
    ///
    /// @param reason in one line, with the way to mend it
    record Untrusted(String reason) implements SignatureVerdict {}
}
