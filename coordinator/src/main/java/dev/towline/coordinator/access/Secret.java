package dev.towline.coordinator.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// A credential as it is handed out: `tl_<id>_<secret>`, the secret with 256 random bits.
///
/// Only the secret's SHA-256 is kept. A slow hash is for secrets that can be guessed; these cannot.
public record Secret(Kind kind, String id, String secret) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FORM = Pattern.compile("(tlj?)_([0-9a-f]{12})_([0-9a-f]{64})");

    /// What the credential is good for, as its first letters say.
    public enum Kind {
        TOKEN("tl"),
        JOIN("tlj");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    public static Secret random(Kind kind) {
        return new Secret(kind, hex(6), hex(32));
    }

    /// Reads what `text` wrote; empty where it has another form or is of another kind.
    public static Optional<Secret> parse(Kind kind, String text) {
        var form = FORM.matcher(text);
        return form.matches() && form.group(1).equals(kind.prefix)
                ? Optional.of(new Secret(kind, form.group(2), form.group(3)))
                : Optional.empty();
    }

    /// The whole credential; shown once and written nowhere.
    public String text() {
        return kind.prefix + "_" + id + "_" + secret;
    }

    /// The SHA-256 of the secret, in hex.
    public String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(ascii(secret)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no SHA-256", e);
        }
    }

    /// Compares in a time that tells nothing of where the two differ.
    public boolean has(String hash) {
        return MessageDigest.isEqual(ascii(hash()), ascii(hash));
    }

    /// Leaves the secret out.
    @Override
    public String toString() {
        return "Secret[" + kind.prefix + "_" + id + "]";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String hex(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
