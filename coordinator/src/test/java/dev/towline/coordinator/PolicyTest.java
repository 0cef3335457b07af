package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.TestCoordinator.Reply;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each rule of a policy, over HTTP.
final class PolicyTest {
    private static final String DESIRED = "/api/v1/environments/production/desired";

    @TempDir private Path data;
    private TestCoordinator coordinator;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private Reply deploy(String token, String force) {
        return coordinator.send(
                "PUT",
                DESIRED,
                token,
                """
                {"sha":"%s","confirm":"DEPLOY","reason":"a test","force":%s}\
                """
                        .formatted(SHA_1, force));
    }

    private void build(String status) {
        coordinator.put(
                "/api/v1/builds/" + SHA_1,
                """
                {"status":"%s","images":{"shop/api:1":"sha256:%s"}}\
                """
                        .formatted(status, "a".repeat(64)));
    }

    private void pass(Duration time) {
        coordinator.now.updateAndGet(now -> now.plus(time));
    }

    private static void assertRefused(Reply reply, int status, String rule) {
        assertThat(reply.status()).as(reply.raw().body()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.text("/type")).isEqualTo("/problems/refused-by-policy");
        assertThat(reply.text("/rule")).isEqualTo(rule);
        assertThat(reply.json().at("/facts").size()).isPositive();
        assertThat(reply.text("/remedy")).isNotEmpty();
    }

    @Test
    void showsThePolicyAsItWasWritten() {
        coordinator.define(
                "production",
                """
                {"reason":false,"builds":true,"freeze":[{"cron":"0 16 * * 5","duration":"64h",
                 "timeZone":"Europe/Berlin"}],"approval":{},"drift":"observe"}\
                """);

        assertThat(coordinator.get("/api/v1/environments/production").json().at("/policy"))
                .hasToString(
                        "{\"confirm\":\"DEPLOY\",\"reason\":false,\"builds\":true,\"freeze\":["
                                + "{\"cron\":\"0 16 * * 5\",\"duration\":\"64h\","
                                + "\"timeZone\":\"Europe/Berlin\"}],\"approval\":{},"
                                + "\"drift\":\"observe\"}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"freeze\":[{\"cron\":\"0 25 * * *\",\"duration\":\"1h\"}]} | policy.freeze[0].cron",
                "{\"freeze\":[{\"cron\":\"0 1 * * *\",\"duration\":\"32d\"}]} | policy.freeze[0].duration",
                "{\"freeze\":[{\"cron\":\"0 1 * * *\"}]} | policy.freeze[0].duration",
                "{\"freeze\":[{\"cron\":\"0 1 * * *\",\"duration\":\"1h\",\"timeZone\":\"Mars\"}]} | policy.freeze[0].timeZone",
                "{\"freeze\":[null]} | policy.freeze[0]",
                "{\"deployers\":[null]} | policy.deployers[0]",
                "{\"maximumBuildAge\":\"soon\"} | policy.maximumBuildAge",
                "{\"approval\":{\"expiresAfter\":\"8d\"}} | policy.approval.expiresAfter",
                "{\"promotion\":{}} | policy.promotion.requires",
                "{\"promotion\":{\"requires\":{\"environment\":\"production\"}}} | policy.promotion.requires.environment",
                "{\"promotion\":{\"requires\":{\"environment\":\"nowhere\"}}} | policy.promotion.requires.environment",
            })
    void refusesAPolicyThatCannotBeUsed(String policy, String field) {
        var reply =
                coordinator.put(
                        "/api/v1/environments/production",
                        "{\"repository\":\"r\",\"branch\":\"main\",\"policy\":" + policy + "}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("/field")).isEqualTo(field);
    }

    @Test
    void needsNoReasonWhereThePolicySaysSo() {
        coordinator.define("production", "{\"reason\":false}");

        var reply = coordinator.put(DESIRED, "{\"sha\":\"" + SHA_1 + "\",\"confirm\":\"DEPLOY\"}");

        assertThat(reply.status()).isEqualTo(202);
    }

    @Test
    void keepsOthersThanAdministratorsOutWhereThePolicySaysSo() {
        coordinator.define("production", "{\"minimumRole\":\"admin\"}");

        assertRefused(deploy(coordinator.token("deployer"), "false"), 403, "minimum-role");
        assertThat(deploy(coordinator.admin, "false").status()).isEqualTo(202);
    }

    @Test
    void letsOnlyTheNamedDeploy() {
        coordinator.define("production", "{\"deployers\":[\"anne\"]}");

        assertRefused(deploy(coordinator.admin, "false"), 403, "deployers");
        assertThat(deploy(coordinator.token("anne", "deployer"), "false").status()).isEqualTo(202);
    }

    @Test
    void wantsAPassedBuild() {
        coordinator.define("production", "{\"builds\":true}");

        assertRefused(deploy(coordinator.admin, "false"), 422, "builds");
        build("failed");
        assertRefused(deploy(coordinator.admin, "false"), 422, "builds");
        build("passed");
        assertThat(deploy(coordinator.admin, "false").status()).isEqualTo(202);
    }

    @Test
    void refusesABuildThatIsTooOld() {
        coordinator.define("production", "{\"maximumBuildAge\":\"7d\"}");
        build("passed");

        pass(Duration.ofDays(7).plusMillis(1));

        assertRefused(deploy(coordinator.admin, "false"), 422, "maximum-build-age");
        build("passed");
        assertThat(deploy(coordinator.admin, "false").status()).isEqualTo(202);
    }

    @Test
    void refusesWhileItIsFrozen() {
        coordinator.define(
                "production", "{\"freeze\":[{\"cron\":\"0 0 * * *\",\"duration\":\"1h\"}]}");

        var reply = deploy(coordinator.admin, "false");

        assertRefused(reply, 422, "freeze");
        assertThat(reply.text("/facts/until")).isEqualTo("2026-01-01T01:00:00Z");
        pass(Duration.ofHours(1));
        assertThat(deploy(coordinator.admin, "false").status()).isEqualTo(202);
    }

    @Test
    void refusesWhatFailedHereUntilItIsForced() {
        coordinator.define("production", "{\"quarantine\":true}");
        var vm = new Fleet(coordinator, "production");
        coordinator.deploy("production", SHA_1);
        vm.ends("production-1", "rolled-back");

        assertRefused(deploy(coordinator.admin, "false"), 422, "quarantine");
        var forced = deploy(coordinator.token("deployer"), "true");

        assertThat(forced.status()).isEqualTo(202);
        assertThat(forced.text("/forced")).isEqualTo("true");
        vm.ends("production-2", "accepted");
        assertThat(deploy(coordinator.admin, "false").status()).isEqualTo(202);
    }

    @Test
    void refusesWhatFailedOnOneOfTwoVms() {
        coordinator.define("production", "{\"quarantine\":true}");
        var one = new Fleet(coordinator, "production");
        var other = new Fleet(coordinator, "production");
        coordinator.deploy("production", SHA_1);
        one.ends("production-1", "rolled-back");
        other.ends("production-1", "accepted");

        assertRefused(deploy(coordinator.admin, "false"), 422, "quarantine");
    }

    @Test
    void tellsAllBrokenRulesAtOnce() {
        coordinator.define(
                "production",
                """
                {"builds":true,"maximumBuildAge":"1d","deployers":["anne"],
                 "freeze":[{"cron":"0 0 * * *","duration":"1h"}]}\
                """);

        var reply = deploy(coordinator.admin, "false");

        assertRefused(reply, 403, "deployers");
        assertThat(reply.json().at("/broken").findValuesAsText("rule"))
                .containsExactly("deployers", "builds", "maximum-build-age", "freeze");
    }

    @Nested
    class Overridden {
        private static final String FREEZE = "{\"rules\":[\"freeze\"]}";

        @BeforeEach
        void define() {
            coordinator.define(
                    "production", "{\"freeze\":[{\"cron\":\"0 0 * * *\",\"duration\":\"1h\"}]}");
        }

        @Test
        void isAnAdministratorsToDo() {
            var reply = deploy(coordinator.token("deployer"), FREEZE);

            assertRefused(reply, 403, "overrides");
            assertThat(deploy(coordinator.admin, "true").status()).isEqualTo(422);
        }

        @Test
        void isShownUntilTheNextOrder() {
            var reply = deploy(coordinator.admin, FREEZE);

            assertThat(reply.status()).isEqualTo(202);
            assertThat(reply.json().at("/overrides")).hasToString("[\"freeze\"]");
            assertThat(coordinator.get("/api/v1/deployments/production-1").json().at("/overrides"))
                    .hasToString("[\"freeze\"]");
            assertThat(coordinator.get("/api/v1/audit").text("/0/detail"))
                    .endsWith(", overriding freeze");
            coordinator.restart();
            var shown = coordinator.get("/api/v1/environments/production");
            assertThat(shown.text("/warnings/0/kind")).isEqualTo("override");
            assertThat(shown.text("/warnings/0/detail"))
                    .startsWith("first administrator (token ")
                    .endsWith(") overrode freeze: a test");
            pass(Duration.ofHours(2));
            deploy(coordinator.admin, FREEZE);
            assertThat(coordinator.get("/api/v1/environments/production").json().has("warnings"))
                    .isFalse();
        }

        @Test
        void needsAReason() {
            coordinator.define("production", "{\"reason\":false}");

            var reply =
                    coordinator.put(
                            DESIRED,
                            "{\"sha\":\"%s\",\"confirm\":\"DEPLOY\",\"force\":%s}"
                                    .formatted(SHA_1, FREEZE));

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.text("/field")).isEqualTo("reason");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "\"yes\"                              | 400 | force",
                    "{}                                   | 400 | force",
                    "{\"rules\":\"freeze\"}               | 400 | force",
                    "{\"rules\":[\"freeze\"],\"x\":1}     | 400 | force",
                    "{\"rules\":[1]}                      | 400 | force.rules[0]",
                    "{\"rules\":[\"freeze\",\"thaw\"]}    | 422 | force.rules[1]",
                    "{\"rules\":[\"minimum-role\"]}       | 422 | force.rules[0]",
                    "{\"rules\":[\"deployers\"]}          | 422 | force.rules[0]",
                    "{\"rules\":[\"overrides\"]}          | 422 | force.rules[0]",
                })
        void mustNameRulesThatCanBe(String force, int status, String field) {
            var reply = deploy(coordinator.admin, force);

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.text("/field")).isEqualTo(field);
        }
    }
}
