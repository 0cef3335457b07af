package dev.towline.coordinator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.ids.CommitSha;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeployPolicyTest {
    private static final String FULL = "0123456789abcdef0123456789abcdef01234567";
    private static final CommitSha COMMIT = new CommitSha(FULL);

    private static Decision decide(String sha, CommitSha... known) {
        return DeployPolicy.decide(
                new DeployRequest(sha, "DEPLOY", "a fix"), new Facts("DEPLOY", List.of(known)));
    }

    @Test
    void allowsAFullShaThatNoOneKnows() {
        assertThat(decide(FULL)).isEqualTo(new Decision.Allowed(COMMIT, "a fix"));
    }

    @Test
    void allowsAnAbbreviationOfOneKnownCommit() {
        assertThat(decide("0123456", COMMIT)).isEqualTo(new Decision.Allowed(COMMIT, "a fix"));
    }

    @Test
    void refusesAnAbbreviationThatNoOneKnows() {
        assertThat(decide("0123456"))
                .isEqualTo(
                        new Decision.Refused(
                                "sha",
                                "no build and no deployment has a commit 0123456",
                                "the full SHA of 40 hex digits"));
    }

    @Test
    void asksForTheEnvironmentsOwnWord() {
        var decision =
                DeployPolicy.decide(
                        new DeployRequest(FULL, "DEPLOY", "a fix"),
                        new Facts("SHIP IT", List.of()));

        assertThat(decision)
                .isEqualTo(
                        new Decision.Refused(
                                "confirm", "not the word of confirmation", "the word SHIP IT"));
    }

    @Test
    void namesTheCommitBeforeAnythingElseThatIsMissing() {
        var decision =
                DeployPolicy.decide(
                        new DeployRequest(null, null, null), new Facts("DEPLOY", List.of()));

        assertThat(decision)
                .isEqualTo(
                        new Decision.Refused(
                                "sha",
                                "a commit is required",
                                "40 hex digits, or 7 to 39 of a known"));
    }
}
