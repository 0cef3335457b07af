package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.TestCoordinator.Reply;
import dev.towline.trust.TrustException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From staging to production, with an agent in each.
final class PromotionTest {
    @TempDir private Path data;
    private TestCoordinator coordinator;
    private Fleet staging;
    private Fleet production;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("staging", "{\"builds\":true}");
        coordinator.define(
                "production",
                """
                {"builds":true,"promotion":{"requires":{"environment":"staging","accepted":true,
                 "soak":"30m"}}}\
                """);
        staging = new Fleet(coordinator, "staging");
        production = new Fleet(coordinator, "production");
        build(SHA_1, "a");
        build(SHA_2, "b");
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private void build(String sha, String digit) {
        coordinator.put(
                "/api/v1/builds/" + sha,
                """
                {"status":"passed","images":{"shop/api:1":"sha256:%s"}}\
                """
                        .formatted(digit.repeat(64)));
    }

    private void pass(Duration time) {
        coordinator.now.updateAndGet(now -> now.plus(time));
    }

    private void assertRefused(String detail) {
        var reply = coordinator.deploy("production", SHA_1);

        assertThat(reply.status()).as(reply.raw().body()).isEqualTo(422);
        assertThat(reply.text("/rule")).isEqualTo("promotion");
        assertThat(reply.text("/detail")).isEqualTo(detail);
    }

    private Reply assertAllowed() {
        var reply = coordinator.deploy("production", SHA_1);

        assertThat(reply.status()).as(reply.raw().body()).isEqualTo(202);
        return reply;
    }

    private void acceptInStaging() {
        coordinator.deploy("staging", SHA_1);
        staging.ends("staging-1", "accepted");
    }

    @Test
    void goesFromAcceptedInStagingToAcceptedInProduction() throws IOException, TrustException {
        assertRefused("the commit was not accepted in staging");
        acceptInStaging();
        pass(Duration.ofMinutes(29));
        assertRefused("it ran for PT29M only");

        pass(Duration.ofMinutes(1));
        assertAllowed();

        var proven = staging.agent().open(staging.agent().poll("", "")).terms();
        var ordered = production.agent().open(production.agent().poll("", "")).terms();
        assertThat(ordered.images()).isNotEmpty().isEqualTo(proven.images());
        production.ends("production-1", "accepted");
        assertThat(coordinator.get("/api/v1/deployments/production-1").text("/state"))
                .isEqualTo("accepted");
    }

    /// The agent says that it ended in the first seconds of the year.
    @Test
    void measuresTheSoakByTheCoordinatorsClock() {
        pass(Duration.ofDays(1));
        acceptInStaging();

        assertRefused("it ran for PT0S only");
    }

    @Test
    void refusesTheSameCommitWithOtherDigests() {
        acceptInStaging();
        pass(Duration.ofHours(1));

        build(SHA_1, "c");

        assertRefused("it was accepted with other digests of shop/api:1");
    }

    @Test
    void refusesWhatWasAcceptedWithAWarning() {
        coordinator.deploy("staging", SHA_1);
        staging.ends("staging-1", "accepted", "\"contract failed\"");
        pass(Duration.ofHours(1));

        assertRefused("it was accepted with a warning: contract failed");
    }

    @Test
    void countsOnlyTheTimeUntilAnotherReleaseCame() {
        acceptInStaging();
        pass(Duration.ofMinutes(10));
        coordinator.deploy("staging", SHA_2);
        staging.begins("staging-2");
        pass(Duration.ofHours(1));

        assertRefused("it ran for PT10M only");
    }

    @Test
    void countsOnWhileAnotherReleaseIsOnlyRefused() {
        acceptInStaging();
        coordinator.deploy("staging", SHA_2);
        staging.ends("staging-2", "refused");

        pass(Duration.ofMinutes(30));

        assertAllowed();
    }

    @Test
    void refusesWhatOnlyRolledBackInStaging() {
        coordinator.deploy("staging", SHA_1);
        staging.ends("staging-1", "rolled-back");
        pass(Duration.ofHours(1));

        assertRefused("the commit was not accepted in staging");
    }

    @Test
    void takesOverTheProvenDigestsWhereProductionAsksForNoBuild()
            throws IOException, TrustException {
        coordinator.define(
                "production", "{\"promotion\":{\"requires\":{\"environment\":\"staging\"}}}");
        acceptInStaging();
        build(SHA_1, "c");

        assertAllowed();

        var ordered = production.agent().open(production.agent().poll("", "")).terms();
        assertThat(ordered.images().values().iterator().next().value())
                .isEqualTo("sha256:" + "a".repeat(64));
    }
}
