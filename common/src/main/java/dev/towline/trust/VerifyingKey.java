package dev.towline.trust;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/// The public half of a signing key: X.509, base64.
public record VerifyingKey(@JsonValue String encoded) {
    private static final String ALGORITHM = "Ed25519";

    @JsonCreator
    public VerifyingKey {
        parse(encoded);
    }

    /// The first 16 hex digits of the SHA-256 of the encoded key: enough to tell keys apart by eye.
    public String id() {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(encoded.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no SHA-256", e);
        }
    }

    boolean verifies(byte[] bytes, byte[] signature) {
        try {
            var verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(parse(encoded));
            verifier.update(bytes);
            return verifier.verify(signature);
        } catch (GeneralSecurityException _) {
            // A signature of the wrong length or form is one that does not verify.
            return false;
        }
    }

    private static PublicKey parse(String encoded) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 public key", e);
        }
    }
}
