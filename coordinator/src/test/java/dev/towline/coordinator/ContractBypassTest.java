package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Contract bypasses and what was accepted with one, over HTTP.
final class ContractBypassTest {
    private static final String PRODUCTION = "/api/v1/environments/production";
    private static final String BYPASS = PRODUCTION + "/contract-bypass";

    @TempDir private Path data;
    private TestCoordinator coordinator;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private TestCoordinator.Reply give(String end) {
        return coordinator.put(BYPASS, "{\"owner\":\"anne\",\"reason\":\"flaky\"," + end + "}");
    }

    @Test
    void isShownUntilItIsGone() {
        assertThat(give("\"for\":\"7d\"").text("/expiresAt")).isEqualTo("2026-01-08T00:00:00Z");

        var shown = coordinator.get(PRODUCTION);
        assertThat(shown.text("/contractBypass/owner")).isEqualTo("anne");
        assertThat(coordinator.get("/api/v1/audit").text("/0/action"))
                .isEqualTo("contract-bypass-set");
        coordinator.now.updateAndGet(now -> now.plus(Duration.ofDays(7)));
        assertThat(coordinator.get(PRODUCTION).json().has("contractBypass")).isFalse();
    }

    @Test
    void isTakenBack() {
        give("\"for\":\"1h\"");

        assertThat(coordinator.send("DELETE", BYPASS, coordinator.admin, "").status())
                .isEqualTo(204);

        assertThat(coordinator.get(PRODUCTION).json().has("contractBypass")).isFalse();
        assertThat(coordinator.get("/api/v1/audit").text("/0/action"))
                .isEqualTo("contract-bypass-removed");
        assertThat(coordinator.send("DELETE", BYPASS, coordinator.admin, "").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"for\":\"7d1ms\"                         | for      ",
                "\"for\":\"8d\"                            | for      ",
                "\"for\":\"1s\"                            | for      ",
                "\"for\":\"soon\"                          | for      ",
                "\"expiresAt\":\"2026-01-08T00:00:01Z\"    | expiresAt",
                "\"expiresAt\":\"2025-12-31T00:00:00Z\"    | expiresAt",
                "\"expiresAt\":null                        | for      ",
                "\"for\":\"1h\",\"expiresAt\":\"2026-01-01T01:00:00Z\" | for",
            })
    void mustEndWithinAWeek(String end, String field) {
        var reply = give(end);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("/field")).isEqualTo(field);
        assertThat(coordinator.get(PRODUCTION).json().has("contractBypass")).isFalse();
    }

    @Test
    void isNoDeployersToGive() {
        var reply = coordinator.send("PUT", BYPASS, coordinator.token("deployer"), "{}");

        assertThat(reply.status()).isEqualTo(403);
    }

    @Test
    void leavesAWarningUntilTheNextCleanDeployment() {
        var vm = new Fleet(coordinator, "production");
        give("\"for\":\"1h\"");
        coordinator.deploy("production", SHA_1);
        vm.ends("production-1", "accepted", "\"contract failed: 2 of 9\"");

        var deployment = coordinator.get("/api/v1/deployments/production-1");
        assertThat(deployment.text("/state")).isEqualTo("accepted");
        assertThat(deployment.text("/message")).isEqualTo("accepted with a warning");
        assertThat(deployment.text("/warnings/0")).isEqualTo("contract failed: 2 of 9");
        assertThat(deployment.text("/contractBypass/owner")).isEqualTo("anne");
        coordinator.deploy("production", SHA_2);
        var shown = coordinator.get(PRODUCTION);
        assertThat(shown.text("/warnings/0/kind")).isEqualTo("accepted-with-warning");
        assertThat(shown.text("/warnings/0/detail")).endsWith(": contract failed: 2 of 9");

        vm.ends("production-2", "accepted");

        assertThat(coordinator.get(PRODUCTION).json().has("warnings")).isFalse();
    }
}
