package dev.towline.coordinator;

import static dev.towline.coordinator.TestAgent.STARTED;
import static dev.towline.coordinator.TestAgent.outcome;
import static dev.towline.coordinator.TestAgent.report;
import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.http.Permission;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What somebody can do with the token of staging's agent: only what that agent may.
final class StolenAgentTokenTest {
    @TempDir private Path data;
    private TestCoordinator coordinator;
    private TestAgent stolen;
    private TestAgent beside;
    private TestAgent production;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("staging");
        coordinator.define("production");
        stolen = TestAgent.enrol(coordinator, "staging", "vm1");
        beside = TestAgent.enrol(coordinator, "staging", "vm2");
        production = TestAgent.enrol(coordinator, "production", "vm3");
        coordinator.deploy("staging", SHA_1);
        coordinator.deploy("production", SHA_2);
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    @Test
    void opensNoRouteOfPeople() {
        for (var route : coordinator.running().routes()) {
            if (Set.of(Permission.NONE, Permission.AGENT).contains(route.permission())) {
                continue;
            }
            for (var environment : Set.of("staging", "production")) {
                var path =
                        route.path()
                                .replace("{environment}", environment)
                                .replace("{deployment}", environment + "-1")
                                .replace("{agent}", stolen.id())
                                .replaceAll("\\{\\w+}", "none");
                var reply =
                        coordinator.send(
                                route.method(), path, stolen.token(), TestCoordinator.order(SHA_2));
                assertThat(reply.status()).as("%s %s", route.method(), path).isEqualTo(403);
            }
        }
        assertThat(coordinator.get("/api/v1/environments/staging").text("/desired/sha"))
                .isEqualTo(SHA_1);
    }

    @Test
    void getsTheOrdersOfItsOwnAgentOnly() throws Exception {
        var reply =
                coordinator.send(
                        "GET",
                        "/api/v1/agent/desired?agent="
                                + production.id()
                                + "&environment=production",
                        stolen.token(),
                        "");

        var order = stolen.open(reply);
        assertThat(order.agent().value()).isEqualTo(stolen.id());
        assertThat(order.environment().value()).isEqualTo("staging");
        assertThat(order.sha().hex()).isEqualTo(SHA_1);
    }

    @ParameterizedTest
    @CsvSource({"production-1", "production-9"})
    void reportsNothingOfAnotherEnvironment(String deployment) {
        var reply = stolen.report(report(1, deployment, outcome("accepted")));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(coordinator.get("/api/v1/deployments/production-1").text("/state"))
                .isEqualTo("pending");
    }

    @Test
    void reportsNoStatusOfAnotherEnvironment() {
        var status =
                """
                {"type":"status","status":{"environment":"production","generation":1,
                 "observedGeneration":1,"sha":"%s","phase":null,"status":"converged",
                 "reason":"","services":[],"lastDeployment":null,"drift":[],
                 "lastContact":null}}\
                """
                        .formatted(SHA_1);

        assertThat(stolen.report(report(1, "", status)).status()).isEqualTo(422);
        assertThat(coordinator.get("/api/v1/environments/production").text("/vms/0/status"))
                .isEqualTo("null");
    }

    @Test
    void speaksForNoOtherVmOfItsEnvironment() {
        stolen.report(report(1, "staging-1", STARTED), report(2, "staging-1", outcome("accepted")));

        var vms = coordinator.get("/api/v1/deployments/staging-1").json().at("/vms");
        for (var vm : vms) {
            assertThat(vm.at("/outcome").asText())
                    .as("%s", vm)
                    .isEqualTo(vm.at("/agent").asText().equals(stolen.id()) ? "accepted" : "null");
        }
        assertThat(vms).hasSize(2);
        assertThat(beside.report(report(1, "staging-1", STARTED)).text("/acknowledged"))
                .isEqualTo("1");
    }

    @Test
    void enrolsNobody() {
        var reply =
                coordinator.send(
                        "POST",
                        "/api/v1/agents",
                        stolen.token(),
                        "{\"joinToken\":\"" + stolen.token() + "\",\"host\":\"vm4\"}");

        assertThat(reply.status()).isEqualTo(401);
    }

    @Test
    void isUselessOnceTheAgentIsRetired() {
        coordinator.send("DELETE", "/api/v1/agents/" + stolen.id(), coordinator.admin, "");

        assertThat(stolen.poll("", "").status()).isEqualTo(401);
        assertThat(stolen.report(report(1, "staging-1", STARTED)).status()).isEqualTo(401);
        assertThat(beside.poll("", "").status()).isEqualTo(200);
    }
}
