package dev.towline.agent.project;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// A fingerprint of a text that may be secret. Labels are seen by everything that watches
/// containers, so it is salted with the text's own name and slow: guessing a short secret from it
/// costs too much, and the same secret under two names shows as two.
final class Fingerprint {
    private static final int ROUNDS = 20_000;
    private static final int BITS = 128;

    private Fingerprint() {}

    /// 32 hex digits.
    static String of(String name, String content) {
        var key =
                new PBEKeySpec(
                        content.toCharArray(),
                        ("dev.towline " + name).getBytes(StandardCharsets.UTF_8),
                        ROUNDS,
                        BITS);
        try {
            var factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
            return HexFormat.of().formatHex(factory.generateSecret(key).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2", e);
        } finally {
            key.clearPassword();
        }
    }
}
