package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent that has obeyed more than the coordinator remembers, as after an old copy of the store
/// was put back by other means than a backup.
final class GenerationFloorTest {
    @TempDir private Path data;
    private TestCoordinator coordinator;
    private TestAgent agent;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        agent = TestAgent.enrol(coordinator, "production", "vm1");
        coordinator.deploy("production", SHA_1);
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private List<JsonNode> raised() {
        return StreamSupport.stream(coordinator.get("/api/v1/audit").json().spliterator(), false)
                .filter(it -> it.path("action").asText().equals("generation-raised"))
                .toList();
    }

    @Test
    void isNotToldOfWhatIsOlderThanItsOwn() {
        assertThat(agent.poll("\"7\"", "").status()).isEqualTo(304);
    }

    @Test
    void makesTheNextOrderGoAboveItsOwn() throws Exception {
        var waiting = agent.pollLater("\"7\"", "wait=30");
        assertThat(agent.poll("\"7\"", "").status()).isEqualTo(304);

        var order = coordinator.deploy("production", SHA_2);

        assertThat(order.text("/generation")).isEqualTo("8");
        var woken = agent.open(waiting.get(10, TimeUnit.SECONDS));
        assertThat(woken.generation().number()).isEqualTo(8);
        assertThat(woken.sha()).hasToString(SHA_2);
    }

    @Test
    void isWrittenDownOnce() {
        agent.poll("\"7\"", "");
        agent.poll("\"7\"", "");
        coordinator.restart();
        agent.poll("\"7\"", "");

        assertThat(raised())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.path("subject").asText()).isEqualTo("production");
                    assertThat(it.path("detail").asText())
                            .isEqualTo(
                                    "agent " + agent.id() + " has 7, the newest known here was 1");
                });
    }

    @Test
    void isRememberedAfterARestart() {
        agent.poll("\"7\"", "");
        coordinator.restart();

        assertThat(coordinator.deploy("production", SHA_2).text("/generation")).isEqualTo("8");
    }

    @Test
    void isNotBelievedWhereItWouldUseTheCounterUp() {
        agent.poll("\"999999999999999999\"", "");
        agent.poll("\"999999999999999998\"", "");

        assertThat(coordinator.deploy("production", SHA_2).text("/generation")).isEqualTo("2");
        assertThat(raised())
                .singleElement()
                .satisfies(it -> assertThat(it.path("outcome").asText()).isEqualTo("refused"));
    }

    @Test
    void changesNothingInOtherEnvironments() {
        coordinator.define("staging");
        agent.poll("\"7\"", "");

        assertThat(coordinator.deploy("staging", SHA_2).text("/generation")).isEqualTo("1");
    }
}
