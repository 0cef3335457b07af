package dev.towline.coordinator.chain;

import java.time.Instant;
import java.util.Objects;

/// What an entry of the audit log tells, without its place in the chain.
///
/// @param who the caller's name, with the id of the token
/// @param from the address that the request came from, or `cli`; empty where it was not kept
/// @param action as `desired-set`
/// @param subject what it was done to, as an environment's name
/// @param detail JSON or words; never a secret
/// @param outcome `done` or `refused`
public record Content(
        Instant at,
        String who,
        String from,
        String action,
        String subject,
        String reason,
        String detail,
        String outcome) {
    public static final String DONE = "done";
    public static final String REFUSED = "refused";

    public Content {
        Objects.requireNonNull(at, "at is missing");
        Objects.requireNonNull(who, "who is missing");
        Objects.requireNonNull(from, "from is missing");
        Objects.requireNonNull(action, "action is missing");
        Objects.requireNonNull(subject, "subject is missing");
        Objects.requireNonNull(reason, "reason is missing");
        Objects.requireNonNull(detail, "detail is missing");
        Objects.requireNonNull(outcome, "outcome is missing");
    }

    /// The same as any store and any JSON gives it back: half surrogates and zeros do not survive.
    public Content storable() {
        return new Content(
                at,
                storable(who),
                storable(from),
                storable(action),
                storable(subject),
                storable(reason),
                storable(detail),
                storable(outcome));
    }

    private static String storable(String text) {
        if (text.codePoints().allMatch(Content::isStorable)) {
            return text;
        }
        return text.codePoints()
                .map(it -> isStorable(it) ? it : '\uFFFD')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isStorable(int point) {
        return point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    }
}
