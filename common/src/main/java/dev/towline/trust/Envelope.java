package dev.towline.trust;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A signed document in the DSSE form (secure-systems-lab/dsse, protocol 1.0).
///
/// The signature covers the payload's type and bytes, so that nothing is parsed before it was
/// verified and no document passes for one of another type.
///
/// @param payload base64
public record Envelope(String payloadType, String payload, List<Signature> signatures) {
    public Envelope {
        signatures = List.copyOf(signatures);
    }

    /// One key's signature over the payload and its type.
    ///
    /// @param sig base64
    public record Signature(String keyid, String sig) {}

    public static Envelope sign(String payloadType, byte[] payload, Signer key) {
        var signature = key.sign(preAuthEncoding(payloadType, payload));
        return new Envelope(
                payloadType,
                Base64.getEncoder().encodeToString(payload),
                List.of(
                        new Signature(
                                key.verifyingKey().id(),
                                Base64.getEncoder().encodeToString(signature))));
    }

    /// The same with another key's signature beside those that it has.
    ///
    /// @throws TrustException where the payload is not base64
    public Envelope alsoBy(Signer key) throws TrustException {
        var added = new ArrayList<>(signatures);
        added.addAll(sign(payloadType, decode(payload), key).signatures());
        return new Envelope(payloadType, payload, added);
    }

    /// Whether it says that this key signed it. That it did is for `open` to find out.
    public boolean names(VerifyingKey key) {
        return signatures.stream().anyMatch(it -> key.id().equals(it.keyid()));
    }

    /// The payload, if the key signed it as this type.
    ///
    /// @throws TrustException where the type differs, the encoding is broken, or no signature
    ///   verifies
    public byte[] open(String wantedType, VerifyingKey key) throws TrustException {
        if (!payloadType.equals(wantedType)) {
            throw new TrustException("the document is a " + payloadType + ", not a " + wantedType);
        }
        var bytes = decode(payload);
        var signed = preAuthEncoding(payloadType, bytes);
        for (var signature : signatures) {
            if (key.id().equals(signature.keyid())
                    && key.verifies(signed, decode(signature.sig()))) {
                return bytes;
            }
        }
        throw new TrustException("no signature verifies with the key " + key.id());
    }

    private static byte[] preAuthEncoding(String type, byte[] payload) {
        var typeBytes = type.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        out.writeBytes(("DSSEv1 " + typeBytes.length + " ").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(typeBytes);
        out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private static byte[] decode(String base64) throws TrustException {
        try {
            var bytes = Base64.getDecoder().decode(base64);
            // Java's decoder overlooks bits and padding: one document would have many texts.
            if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
                throw new TrustException("the document is not base64 as it is written");
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new TrustException("the document is not base64: " + e.getMessage());
        }
    }
}
