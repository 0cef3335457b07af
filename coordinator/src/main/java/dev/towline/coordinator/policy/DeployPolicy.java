package dev.towline.coordinator.policy;

import dev.towline.coordinator.policy.Decision.Allowed;
import dev.towline.coordinator.policy.Decision.Refused;
import dev.towline.ids.CommitSha;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The rules that each deployment is held to: an explicit commit, a typed confirmation, a reason.
public final class DeployPolicy {
    private static final int LONGEST_REASON = 500;
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{7,40}");
    private static final int FULL = 40;

    private DeployPolicy() {}

    /// Decides by the first rule that is broken: commit, then confirmation, then reason.
    public static Decision decide(DeployRequest request, Facts facts) {
        return brokenSha(request.sha(), facts)
                .or(() -> brokenConfirmation(request.confirm(), facts))
                .or(() -> brokenReason(request.reason()))
                .<Decision>map(refused -> refused)
                .orElseGet(() -> allowed(request, facts));
    }

    /// Whether the text may name a commit at all: 7 to 40 lower-case hex digits.
    public static boolean namesCommit(@Nullable String sha) {
        return sha != null && HEX.matcher(sha).matches();
    }

    private static Allowed allowed(DeployRequest request, Facts facts) {
        var sha = String.valueOf(request.sha());
        var full = sha.length() == FULL ? new CommitSha(sha) : facts.matching().getFirst();
        return new Allowed(full, String.valueOf(request.reason()));
    }

    private static Optional<Refused> brokenSha(@Nullable String sha, Facts facts) {
        if (sha == null) {
            return refused("sha", "a commit is required", "40 hex digits, or 7 to 39 of a known");
        }
        if (!namesCommit(sha)) {
            return refused("sha", "not a commit SHA", "7 to 40 lower-case hex digits");
        }
        if (sha.length() == FULL || facts.matching().size() == 1) {
            return Optional.empty();
        }
        return facts.matching().isEmpty()
                ? refused(
                        "sha",
                        "no build and no deployment has a commit " + sha,
                        "the full SHA of 40 hex digits")
                : refused(
                        "sha",
                        "the commit " + sha + " is ambiguous: " + candidates(facts),
                        "more digits, or the full SHA");
    }

    private static String candidates(Facts facts) {
        return facts.matching().stream().map(CommitSha::hex).collect(Collectors.joining(", "));
    }

    private static Optional<Refused> brokenConfirmation(@Nullable String confirm, Facts facts) {
        if (confirm == null) {
            return refused("confirm", "a confirmation is required", remedy(facts));
        }
        return confirm.equals(facts.confirmation())
                ? Optional.empty()
                : refused("confirm", "not the word of confirmation", remedy(facts));
    }

    private static String remedy(Facts facts) {
        return "the word " + facts.confirmation();
    }

    private static Optional<Refused> brokenReason(@Nullable String reason) {
        var remedy = "1 to " + LONGEST_REASON + " characters on one line";
        if (reason == null || reason.isBlank()) {
            return refused("reason", "a reason is required", remedy);
        }
        if (reason.length() > LONGEST_REASON) {
            return refused("reason", "the reason has " + reason.length() + " characters", remedy);
        }
        return reason.codePoints().anyMatch(Character::isISOControl)
                ? refused("reason", "the reason has control characters", remedy)
                : Optional.empty();
    }

    private static Optional<Refused> refused(String field, String rule, String remedy) {
        return Optional.of(new Refused(field, rule, remedy));
    }
}
