package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.ids.ImageDigest;
import dev.towline.trust.TrustException;
import dev.towline.wire.ContractBypass;
import dev.towline.wire.DriftPolicy;
import dev.towline.wire.Terms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the agents get of a policy, over HTTP.
final class TermsTest {
    private static final String DESIRED = "/api/v1/environments/production/desired";

    @TempDir private Path data;
    private TestCoordinator coordinator;
    private Fleet vm;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private void deploy() {
        coordinator.send(
                "PUT",
                DESIRED,
                coordinator.admin,
                """
                {"sha":"%s","confirm":"DEPLOY","reason":"a test"}\
                """
                        .formatted(SHA_1));
    }

    private void build() {
        coordinator.put(
                "/api/v1/builds/" + SHA_1,
                """
                {"status":"passed","images":{"shop/api:1":"sha256:%s"}}\
                """
                        .formatted("a".repeat(64)));
    }

    /// Without where the audit log stood, which is another each time.
    private Terms terms() throws IOException, TrustException {
        var terms = vm.agent().open(vm.agent().poll("", "")).terms();
        return new Terms(
                terms.images(), terms.ancestry(), terms.contractBypass(), terms.drift(), null);
    }

    @Test
    void areUsualWithoutRules() throws IOException, TrustException {
        coordinator.define("production");
        vm = new Fleet(coordinator, "production");
        build();
        deploy();

        assertThat(terms()).isEqualTo(Terms.USUAL);
    }

    @Test
    void areWhatThePolicySaysAlsoAfterARestart() throws IOException, TrustException {
        coordinator.define(
                "production", "{\"builds\":true,\"descendants\":true,\"drift\":\"heal\"}");
        vm = new Fleet(coordinator, "production");
        build();
        coordinator.put(
                "/api/v1/environments/production/contract-bypass",
                "{\"owner\":\"anne\",\"reason\":\"flaky\",\"for\":\"2h\"}");
        deploy();

        var wanted =
                new Terms(
                        Map.of("shop/api:1", new ImageDigest("sha256:" + "a".repeat(64))),
                        Terms.Ancestry.DESCENDANT,
                        new ContractBypass("anne", "flaky", Instant.parse("2026-01-01T02:00:00Z")),
                        DriftPolicy.HEAL,
                        null);
        assertThat(terms()).isEqualTo(wanted);
        coordinator.restart();
        assertThat(terms()).isEqualTo(wanted);
    }

    @Test
    void askForNoDescendantInARollback() throws IOException, TrustException {
        coordinator.define("production", "{\"descendants\":true}");
        vm = new Fleet(coordinator, "production");
        coordinator.deploy("production", SHA_1);
        vm.ends("production-1", "accepted");
        coordinator.deploy("production", SHA_2);
        assertThat(terms().ancestry()).isEqualTo(Terms.Ancestry.DESCENDANT);

        coordinator.post(
                "/api/v1/environments/production/rollback",
                "{\"confirm\":\"DEPLOY\",\"reason\":\"back\"}");

        assertThat(terms().ancestry()).isEqualTo(Terms.Ancestry.ANY);
    }
}
