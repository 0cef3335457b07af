package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.TestCoordinator.Reply;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How agents come in and go, over HTTP.
final class EnrolmentTest {
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

    @Test
    void givesAnIdentityForAJoinToken() {
        var agent = TestAgent.enrol(coordinator, "production", "VM 1.example");

        assertThat(agent.id()).matches("production-vm-1.example-[0-9a-f]{4}");
        assertThat(agent.environment()).isEqualTo("production");
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
                        "/api/v1/enrolments", "{\"environment\":\"production\",\"ttl\":\"PT25H\"}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("/field")).isEqualTo("ttl");
        assertThat(reply.text("/limit")).isEqualTo("PT1S to PT24H");
    }

    @Test
    void endsWithTheAgentThatIsTakenOut() {
        var agent = TestAgent.enrol(coordinator, "production", "vm1");
        coordinator.deploy("production", SHA_1);

        var gone =
                coordinator.send("DELETE", "/api/v1/agents/" + agent.id(), coordinator.admin, "");

        assertThat(gone.status()).isEqualTo(204);
        assertThat(agent.poll("", "").status()).isEqualTo(401);
        assertThat(coordinator.get("/api/v1/agents").json()).isEmpty();
        assertThat(coordinator.get("/api/v1/deployments/production-1").json().at("/vms")).isEmpty();
    }

    private String join(String ttl) {
        return coordinator
                .post("/api/v1/enrolments", "{\"environment\":\"production\"" + ttl + "}")
                .text("/joinToken");
    }

    private Reply redeem(String join) {
        return coordinator.send(
                "POST", "/api/v1/agents", "", "{\"joinToken\":\"" + join + "\",\"host\":\"vm1\"}");
    }
}
