package dev.towline.coordinator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.ids.CommitSha;
import dev.towline.wire.Terms;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a request must say.
final class DeployPolicyTest {
    private static final String FULL = "0123456789abcdef0123456789abcdef01234567";
    private static final CommitSha COMMIT = new CommitSha(FULL);
    private static final Person ANNE = new Person("anne", "t1", Rank.DEPLOYER);

    private static Decision decide(
            @Nullable String sha,
            @Nullable String confirm,
            @Nullable String reason,
            CommitSha... known) {
        var request =
                new DeployRequest(
                        DeployRequest.Kind.DEPLOY,
                        new DeployRequest.Texts(sha, confirm, reason),
                        Force.NONE,
                        ANNE,
                        null);
        return DeployPolicy.decide(
                request,
                new Situation(
                        EnvironmentPolicy.usual("SHIP IT"),
                        Facts.matching(List.of(known)),
                        Instant.EPOCH));
    }

    private static Decision.Allowed allowed() {
        return new Decision.Allowed(COMMIT, "a fix", Terms.USUAL, List.of());
    }

    @Test
    void allowsAFullShaThatNoOneKnows() {
        assertThat(decide(FULL, "SHIP IT", "a fix")).isEqualTo(allowed());
    }

    @Test
    void allowsAnAbbreviationOfOneKnownCommit() {
        assertThat(decide("0123456", "SHIP IT", "a fix", COMMIT)).isEqualTo(allowed());
    }

    @Test
    void refusesAnAbbreviationThatNoOneKnows() {
        assertThat(decide("0123456", "SHIP IT", "a fix"))
                .isEqualTo(
                        new Decision.Refused(
                                "sha",
                                "no build and no deployment has a commit 0123456",
                                "the full SHA of 40 hex digits"));
    }

    @Test
    void asksForTheEnvironmentsOwnWord() {
        assertThat(decide(FULL, "DEPLOY", "a fix"))
                .isEqualTo(
                        new Decision.Refused(
                                "confirm", "not the word of confirmation", "the word SHIP IT"));
    }

    @Test
    void namesTheCommitBeforeAnythingElseThatIsMissing() {
        assertThat(decide(null, null, null))
                .isEqualTo(
                        new Decision.Refused(
                                "sha",
                                "a commit is required",
                                "40 hex digits, or 7 to 39 of a known"));
    }
}
