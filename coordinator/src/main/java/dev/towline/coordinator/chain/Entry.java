package dev.towline.coordinator.chain;

import dev.towline.wire.AuditHead;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;

/// An entry of the audit log, chained to the one before.
///
/// The hash is the SHA-256, in lower-case hex, over the entry without its hash as canonical JSON
/// (RFC 8785, in UTF-8). It covers the hash before, and so every entry before.
///
/// @param number grows by one, from 1
/// @param previous the hash of the entry before; 64 zeros in the first
public record Entry(
        long number,
        Instant at,
        String who,
        String from,
        String action,
        String subject,
        String reason,
        String detail,
        String outcome,
        String previous,
        String hash) {
    /// The head of an empty log.
    public static final AuditHead NONE = new AuditHead(0, "0".repeat(64));

    public Entry {
        new Content(at, who, from, action, subject, reason, detail, outcome);
        Objects.requireNonNull(previous, "previous is missing");
        Objects.requireNonNull(hash, "hash is missing");
    }

    /// The next entry of a log that stands at `head`.
    public static Entry after(AuditHead head, Content told) {
        return of(head.number() + 1, head.hash(), told.storable());
    }

    private static Entry of(long number, String previous, Content it) {
        return new Entry(
                number,
                it.at(),
                it.who(),
                it.from(),
                it.action(),
                it.subject(),
                it.reason(),
                it.detail(),
                it.outcome(),
                previous,
                sha256(CanonicalJson.of(number, it, previous)));
    }

    public AuditHead head() {
        return new AuditHead(number, hash);
    }

    /// Whether the hash is that of the content.
    boolean isWhole() {
        return equals(of(number, previous, content()));
    }

    private Content content() {
        return new Content(at, who, from, action, subject, reason, detail, outcome);
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no SHA-256", e);
        }
    }
}
