package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.coordinator.TestCoordinator.Reply;
import dev.towline.trust.Envelope;
import dev.towline.trust.VerifyingKey;
import dev.towline.wire.DesiredState;
import dev.towline.wire.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What agents ask for and tell, over HTTP.
final class AgentLinkTest {
    @TempDir private Path data;
    private TestCoordinator coordinator;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        coordinator.define("staging");
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private Reply report(Reply agent, String... reports) {
        return coordinator.send(
                "POST",
                "/api/v1/agent/reports",
                agent.text("/token"),
                "{\"reports\":[" + String.join(",", reports) + "]}");
    }

    private static String report(long sequence, String deployment, String event) {
        return """
        {"sequence":%d,"at":"2026-01-01T00:00:0%dZ","generation":1,"deployment":%s,"event":%s}\
        """
                .formatted(
                        sequence,
                        sequence,
                        deployment.isEmpty() ? "null" : "\"" + deployment + "\"",
                        event);
    }

    private static String outcome(String outcome) {
        return """
        {"type":"outcome","outcome":"%s","reason":"said so","running":null}\
        """
                .formatted(outcome);
    }

    private static final String STARTED =
            """
            {"type":"phase","phase":"receive","moment":"started","message":""}\
            """;

    @Nested
    class Enrolment {
        @Test
        void givesAnIdentityForAJoinToken() {
            var agent = coordinator.enrol("production", "VM 1.example");

            assertThat(agent.status()).isEqualTo(201);
            assertThat(agent.text("/agent")).matches("production-vm-1.example-[0-9a-f]{4}");
            assertThat(agent.text("/environment")).isEqualTo("production");
            assertThat(coordinator.get("/api/v1/agents").json().get(0).at("/host").asText())
                    .isEqualTo("VM 1.example");
        }

        @Test
        void takesAJoinTokenOnce() {
            var join = join("");
            redeem(join);

            var again = redeem(join);

            assertThat(again.status()).isEqualTo(401);
            assertThat(again.text("/detail")).startsWith("the join token was used at");
        }

        @Test
        void refusesAJoinTokenThatIsOver() {
            var join = join(",\"ttl\":\"PT1M\"");
            coordinator.now.set(Instant.parse("2026-01-01T00:01:00Z"));

            var late = redeem(join);

            assertThat(late.status()).isEqualTo(401);
            assertThat(late.text("/detail"))
                    .isEqualTo("the join token expired at 2026-01-01T00:01:00Z");
        }

        @Test
        void refusesALongerLifeThanADay() {
            var reply =
                    coordinator.post(
                            "/api/v1/enrolments",
                            "{\"environment\":\"production\",\"ttl\":\"PT25H\"}");

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.text("/field")).isEqualTo("ttl");
            assertThat(reply.text("/limit")).isEqualTo("PT1S to PT24H");
        }

        @Test
        void endsWithTheAgentThatIsTakenOut() {
            var agent = coordinator.enrol("production", "vm1");
            coordinator.deploy("production", SHA_1);

            var gone =
                    coordinator.send(
                            "DELETE",
                            "/api/v1/agents/" + agent.text("/agent"),
                            coordinator.admin,
                            "");

            assertThat(gone.status()).isEqualTo(204);
            assertThat(poll(agent, "", "").status()).isEqualTo(401);
            assertThat(coordinator.get("/api/v1/agents").json()).isEmpty();
            assertThat(coordinator.get("/api/v1/deployments/production-1").json().at("/vms"))
                    .isEmpty();
        }

        private String join(String ttl) {
            return coordinator
                    .post("/api/v1/enrolments", "{\"environment\":\"production\"" + ttl + "}")
                    .text("/joinToken");
        }

        private Reply redeem(String join) {
            return coordinator.send(
                    "POST",
                    "/api/v1/agents",
                    "",
                    "{\"joinToken\":\"" + join + "\",\"host\":\"vm1\"}");
        }
    }

    private Reply poll(Reply agent, String known, String wait) {
        return pollLater(agent, known, wait).orTimeout(15, TimeUnit.SECONDS).join();
    }

    private CompletableFuture<Reply> pollLater(Reply agent, String known, String wait) {
        var request = coordinator.request("GET", "/api/v1/agent/desired", agent.text("/token"), "");
        if (!known.isEmpty()) {
            request.header("If-None-Match", known);
        }
        if (!wait.isEmpty()) {
            request.header("Prefer", wait);
        }
        return coordinator.sendAsync(request.build());
    }

    @Nested
    class Polling {
        private Reply agent;

        @BeforeEach
        void enrol() {
            agent = coordinator.enrol("production", "vm1");
        }

        @Test
        void tellsThatThereIsNoOrderYet() {
            assertThat(poll(agent, "", "").status()).isEqualTo(204);
            assertThat(poll(agent, "", "").header("ETag")).isEqualTo("\"0\"");
            assertThat(poll(agent, "\"0\"", "").status()).isEqualTo(304);
        }

        @Test
        void givesTheOrderSignedForThisAgent() throws Exception {
            coordinator.deploy("production", SHA_1);

            var reply = poll(agent, "\"0\"", "wait=30");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("ETag")).isEqualTo("\"1\"");
            var order = open(reply);
            assertThat(order.agent().value()).isEqualTo(agent.text("/agent"));
            assertThat(order.sha().hex()).isEqualTo(SHA_1);
            assertThat(order.repository()).isEqualTo("https://git.example/shop.git");
            assertThat(Duration.between(order.issuedAt(), order.expiresAt()))
                    .isEqualTo(Duration.ofHours(24));
        }

        @Test
        void wakesWhoWaitsWhenAnOrderIsGiven() throws Exception {
            coordinator.deploy("production", SHA_1);
            var waiting = pollLater(agent, "\"1\"", "wait=50");

            coordinator.deploy("production", SHA_2);

            var reply = waiting.get(10, TimeUnit.SECONDS);
            assertThat(open(reply).sha().hex()).isEqualTo(SHA_2);
        }

        @Test
        void doesNotWakeWhoWaitsForAnotherEnvironment() {
            var waiting = pollLater(agent, "\"0\"", "wait=1");

            coordinator.deploy("staging", SHA_1);

            assertThat(waiting.orTimeout(15, TimeUnit.SECONDS).join().status()).isEqualTo(304);
        }

        @Test
        void keepsTheDefinitionThatAnOrderWasGivenWith() throws Exception {
            coordinator.deploy("production", SHA_1);
            coordinator.put(
                    "/api/v1/environments/production",
                    "{\"repository\":\"https://git.example/other.git\",\"branch\":\"main\"}");
            coordinator.restart();

            var order = open(poll(agent, "", ""));

            assertThat(order.repository()).isEqualTo("https://git.example/shop.git");
        }

        @Test
        void isAnsweredWhenTheCoordinatorEnds() {
            var waiting = pollLater(agent, "\"0\"", "wait=50");

            coordinator.running().close();

            assertThat(waiting.handle((_, _) -> "ended").orTimeout(10, TimeUnit.SECONDS).join())
                    .isEqualTo("ended");
            coordinator.restart();
        }

        private DesiredState open(Reply reply) throws Exception {
            var key = new VerifyingKey(agent.text("/coordinatorKey"));
            return Json.read(
                    Json.read(reply.raw().body(), Envelope.class)
                            .open(DesiredState.PAYLOAD_TYPE, key),
                    DesiredState.class);
        }
    }

    @Nested
    class Reporting {
        private Reply agent;

        @BeforeEach
        void deploy() {
            agent = coordinator.enrol("production", "vm1");
            coordinator.deploy("production", SHA_1);
        }

        private JsonNode deployment(String id) {
            return coordinator.get("/api/v1/deployments/" + id).json();
        }

        @Test
        void carriesADeploymentFromPendingToItsEnd() {
            assertThat(deployment("production-1").at("/state").asText()).isEqualTo("pending");
            report(agent, report(1, "production-1", STARTED));
            assertThat(deployment("production-1").at("/state").asText()).isEqualTo("running");

            var reply = report(agent, report(2, "production-1", outcome("accepted")));

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
            report(agent, started);

            var again = report(agent, started, report(2, "production-1", outcome("accepted")));

            assertThat(again.text("/acknowledged")).isEqualTo("2");
            assertThat(eventTypes())
                    .containsExactly("ordered", "phase", "state", "outcome", "ended");
        }

        private java.util.List<String> eventTypes() {
            var request =
                    coordinator
                            .request(
                                    "GET",
                                    "/api/v1/deployments/production-1/events",
                                    coordinator.admin,
                                    "")
                            .header("Accept", "application/json")
                            .build();
            return coordinator.send(request).json().findValuesAsText("type").stream()
                    .filter(type -> !type.equals("receive"))
                    .toList();
        }

        @Test
        void refusesAForeignDeploymentAndKeepsNothingOfTheBatch() {
            coordinator.deploy("staging", SHA_1);

            var reply =
                    report(
                            agent,
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
            var reply = report(agent, report(1, "production-9", STARTED));

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.text("/detail")).contains("production-9");
        }

        @Test
        void acknowledgesWhatIsKnownEvenOfAForeignDeployment() {
            report(agent, report(1, "production-1", STARTED));

            assertThat(report(agent, report(1, "staging-7", STARTED)).text("/acknowledged"))
                    .isEqualTo("1");
        }

        @Test
        void refusesReportsOutOfOrder() {
            var reply =
                    report(
                            agent,
                            report(2, "production-1", STARTED),
                            report(1, "production-1", STARTED));

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.text("/field")).isEqualTo("reports[1].sequence");
        }

        @Test
        void namesThePartThatIsMissing() {
            var reply =
                    report(
                            agent,
                            report(1, "production-1", "{\"type\":\"phase\",\"message\":\"\"}"));

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.text("/field")).isEqualTo("reports[0].event.phase");
        }

        @Test
        void showsTheLastStatus() {
            report(
                    agent,
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
            assertThat(environment.at("/vms/0/lastContact").asText())
                    .isEqualTo("2026-01-01T00:00:00Z");
        }

        @Test
        void supersedesWhatTheAgentNeverEnded() {
            report(agent, report(1, "production-1", STARTED));
            coordinator.deploy("production", SHA_2);
            assertThat(deployment("production-1").at("/state").asText()).isEqualTo("running");

            report(agent, report(2, "production-2", STARTED));

            assertThat(deployment("production-1").at("/state").asText()).isEqualTo("superseded");
            assertThat(deployment("production-1").at("/vms/0/reason").asText())
                    .isEqualTo("generation 2 took over");
            assertThat(deployment("production-2").at("/state").asText()).isEqualTo("running");
        }

        @Test
        void waitsForAVmThatIsEnrolledLater() {
            report(agent, report(1, "production-1", outcome("accepted")));

            var late = coordinator.enrol("production", "vm2");

            assertThat(deployment("production-1").at("/state").asText()).isEqualTo("running");
            report(late, report(1, "production-1", outcome("rolled-back")));
            assertThat(deployment("production-1").at("/state").asText()).isEqualTo("rolled-back");
        }
    }

    @Test
    void saysThatNoAgentIsThereToObey() {
        coordinator.deploy("production", SHA_1);

        var deployment = coordinator.get("/api/v1/deployments/production-1");

        assertThat(deployment.text("/state")).isEqualTo("pending");
        assertThat(deployment.text("/message")).startsWith("no agent is enrolled in production");
    }

    @Test
    void supersedesAnOrderThatNoOneBegan() {
        coordinator.deploy("production", SHA_1);

        coordinator.deploy("production", SHA_2);

        var history = coordinator.get("/api/v1/environments/production/deployments").json();
        assertThat(history.findValuesAsText("state")).containsExactly("pending", "superseded");
    }
}
