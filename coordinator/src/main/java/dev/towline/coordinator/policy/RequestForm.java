package dev.towline.coordinator.policy;

import dev.towline.coordinator.policy.Decision.Refused;
import dev.towline.ids.CommitSha;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a request must say: an explicit commit, a typed confirmation, a reason.
final class RequestForm {
    private static final int LONGEST_REASON = 500;
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{7,40}");
    private static final int FULL = 40;

    private RequestForm() {}

    /// The first of commit, confirmation and reason that cannot be used.
    static Optional<Refused> broken(DeployRequest request, Situation situation) {
        var texts = request.texts();
        var word = situation.policy().confirmation();
        return brokenSha(texts.sha(), situation.facts())
                .or(() -> brokenConfirmation(texts.confirm(), word))
                .or(() -> brokenReason(texts.reason(), reasonIsNeeded(request, situation)))
                .or(() -> request.approvedBy().flatMap(it -> broken(it, word)));
    }

    private static Optional<Refused> broken(DeployRequest.Approval approval, String word) {
        return brokenConfirmation(approval.confirm(), word)
                .or(() -> brokenReason(approval.reason(), true));
    }

    private static boolean reasonIsNeeded(DeployRequest request, Situation situation) {
        return situation.policy().reasonRequired() || !request.force().equals(Force.NONE);
    }

    static boolean namesCommit(@Nullable String sha) {
        return sha != null && HEX.matcher(sha).matches();
    }

    /// The one commit that the text names; empty where there is none, or more than one.
    static Optional<CommitSha> commit(@Nullable String sha, List<CommitSha> matching) {
        if (sha == null || !namesCommit(sha)) {
            return Optional.empty();
        }
        if (sha.length() == FULL) {
            return Optional.of(new CommitSha(sha));
        }
        return matching.size() == 1 ? Optional.of(matching.getFirst()) : Optional.empty();
    }

    private static Optional<Refused> brokenSha(@Nullable String sha, Facts facts) {
        if (sha == null) {
            return refused("sha", "a commit is required", "40 hex digits, or 7 to 39 of a known");
        }
        if (!namesCommit(sha)) {
            return refused("sha", "not a commit SHA", "7 to 40 lower-case hex digits");
        }
        if (commit(sha, facts.matching()).isPresent()) {
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

    private static Optional<Refused> brokenConfirmation(@Nullable String confirm, String word) {
        var remedy = "the word " + word;
        if (confirm == null) {
            return refused("confirm", "a confirmation is required", remedy);
        }
        return confirm.equals(word)
                ? Optional.empty()
                : refused("confirm", "not the word of confirmation", remedy);
    }

    private static Optional<Refused> brokenReason(@Nullable String reason, boolean needed) {
        var remedy = "1 to " + LONGEST_REASON + " characters on one line";
        if (reason == null || reason.isBlank()) {
            return needed ? refused("reason", "a reason is required", remedy) : Optional.empty();
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
