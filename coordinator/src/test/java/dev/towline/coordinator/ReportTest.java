package dev.towline.coordinator;

import static dev.towline.coordinator.TestAgent.STARTED;
import static dev.towline.coordinator.TestAgent.outcome;
import static dev.towline.coordinator.TestAgent.report;
import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What agents tell, and what becomes of deployments by it, over HTTP.
final class ReportTest {
    @TempDir private Path data;
    private TestCoordinator coordinator;
    private TestAgent agent;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        coordinator.define("staging");
        agent = TestAgent.enrol(coordinator, "production", "vm1");
        coordinator.deploy("production", SHA_1);
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private JsonNode deployment(String id) {
        return coordinator.get("/api/v1/deployments/" + id).json();
    }

    @Test
    void carriesADeploymentFromPendingToItsEnd() {
        assertThat(deployment("production-1").at("/state").asText()).isEqualTo("pending");
        agent.report(report(1, "production-1", STARTED));
        assertThat(deployment("production-1").at("/state").asText()).isEqualTo("running");

        var reply = agent.report(report(2, "production-1", outcome("accepted")));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/acknowledged")).isEqualTo("2");
        var ended = deployment("production-1");
        assertThat(ended.at("/state").asText()).isEqualTo("accepted");
        assertThat(ended.at("/outcome").asText()).isEqualTo("accepted");
        assertThat(ended.at("/startedAt").asText()).isEqualTo("2026-01-01T00:00:01Z");
        assertThat(ended.at("/endedAt").asText()).isEqualTo("2026-01-01T00:00:02Z");
        assertThat(ended.at("/vms/0/outcome").asText()).isEqualTo("accepted");
    }

    @Test
    void takesEachReportInOnce() {
        var started = report(1, "production-1", STARTED);
        agent.report(started);

        var again = agent.report(started, report(2, "production-1", outcome("accepted")));

        assertThat(again.text("/acknowledged")).isEqualTo("2");
        assertThat(eventTypes()).containsExactly("ordered", "phase", "state", "outcome", "ended");
    }

    private List<String> eventTypes() {
        var request =
                coordinator
                        .request(
                                "GET",
                                "/api/v1/deployments/production-1/events",
                                coordinator.admin,
                                "")
                        .header("Accept", "application/json")
                        .build();
        return coordinator
                .send(request)
                .json()
                .valueStream()
                .map(event -> event.at("/type").asText())
                .toList();
    }

    @Test
    void refusesAForeignDeploymentAndKeepsNothingOfTheBatch() {
        coordinator.deploy("staging", SHA_1);

        var reply =
                agent.report(
                        report(1, "production-1", STARTED),
                        report(2, "staging-1", outcome("accepted")));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("/field")).isEqualTo("deployment");
        assertThat(reply.text("/detail"))
                .isEqualTo("there is no deployment staging-1 in production");
        assertThat(deployment("production-1").at("/state").asText()).isEqualTo("pending");
        assertThat(deployment("staging-1").at("/state").asText()).isEqualTo("pending");
    }

    @Test
    void refusesAnUnknownDeployment() {
        var reply = agent.report(report(1, "production-9", STARTED));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("/detail")).contains("production-9");
    }

    @Test
    void acknowledgesWhatIsKnownEvenOfAForeignDeployment() {
        agent.report(report(1, "production-1", STARTED));

        assertThat(agent.report(report(1, "staging-7", STARTED)).text("/acknowledged"))
                .isEqualTo("1");
    }

    @Test
    void refusesReportsOutOfOrder() {
        var reply =
                agent.report(
                        report(2, "production-1", STARTED), report(1, "production-1", STARTED));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("/field")).isEqualTo("reports[1].sequence");
    }

    @Test
    void namesThePartThatIsMissing() {
        var reply =
                agent.report(report(1, "production-1", "{\"type\":\"phase\",\"message\":\"\"}"));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("/field")).isEqualTo("reports[0].event.phase");
    }

    @Test
    void showsTheLastStatus() {
        agent.report(
                report(
                        1,
                        "",
                        """
                        {"type":"status","status":{"environment":"production","generation":1,
                         "observedGeneration":1,"sha":"%s","phase":null,"status":"converged",
                         "reason":"","services":[],"lastDeployment":null,"drift":[],
                         "lastContact":null}}\
                        """
                                .formatted(SHA_1)));

        var environment = coordinator.get("/api/v1/environments/production").json();

        assertThat(environment.at("/observed").toString())
                .isEqualTo("{\"generation\":1,\"sha\":\"" + SHA_1 + "\",\"converged\":true}");
        assertThat(environment.at("/vms/0/status/status").asText()).isEqualTo("converged");
        assertThat(environment.at("/vms/0/lastContact").asText()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void supersedesWhatTheAgentNeverEnded() {
        agent.report(report(1, "production-1", STARTED));
        coordinator.deploy("production", SHA_2);
        assertThat(deployment("production-1").at("/state").asText()).isEqualTo("running");

        agent.report(report(2, "production-2", STARTED));

        assertThat(deployment("production-1").at("/state").asText()).isEqualTo("superseded");
        assertThat(deployment("production-1").at("/vms/0/reason").asText())
                .isEqualTo("generation 2 took over");
        assertThat(deployment("production-2").at("/state").asText()).isEqualTo("running");
    }

    @Test
    void waitsForAVmThatIsEnrolledLater() {
        agent.report(report(1, "production-1", outcome("accepted")));

        var late = TestAgent.enrol(coordinator, "production", "vm2");

        assertThat(deployment("production-1").at("/state").asText()).isEqualTo("running");
        late.report(report(1, "production-1", outcome("rolled-back")));
        assertThat(deployment("production-1").at("/state").asText()).isEqualTo("rolled-back");
    }

    @Test
    void saysThatNoAgentIsThereToObey() {
        coordinator.deploy("staging", SHA_1);

        var deployment = coordinator.get("/api/v1/deployments/staging-1");

        assertThat(deployment.text("/state")).isEqualTo("pending");
        assertThat(deployment.text("/message")).startsWith("no agent is enrolled in staging");
    }

    @Test
    void supersedesAnOrderThatNoOneBegan() {
        coordinator.deploy("staging", SHA_1);

        coordinator.deploy("staging", SHA_2);

        var history = coordinator.get("/api/v1/environments/staging/deployments").json();
        assertThat(history.findValuesAsText("state")).containsExactly("pending", "superseded");
    }
}
