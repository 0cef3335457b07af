package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How agents wait for their orders, over HTTP.
final class PollingTest {
    @TempDir private Path data;
    private TestCoordinator coordinator;
    private TestAgent agent;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        coordinator.define("staging");
        agent = TestAgent.enrol(coordinator, "production", "vm1");
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    @Test
    void tellsThatThereIsNoOrderYet() {
        assertThat(agent.poll("", "").status()).isEqualTo(204);
        assertThat(agent.poll("", "").header("ETag")).isEqualTo("\"0\"");
        assertThat(agent.poll("\"0\"", "").status()).isEqualTo(304);
    }

    @Test
    void givesTheOrderSignedForThisAgent() throws Exception {
        coordinator.deploy("production", SHA_1);

        var reply = agent.poll("\"0\"", "wait=30");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("ETag")).isEqualTo("\"1\"");
        var order = agent.open(reply);
        assertThat(order.agent().value()).isEqualTo(agent.id());
        assertThat(order.sha().hex()).isEqualTo(SHA_1);
        assertThat(order.repository()).isEqualTo("https://git.example/shop.git");
        assertThat(Duration.between(order.issuedAt(), order.expiresAt()))
                .isEqualTo(Duration.ofHours(24));
    }

    @Test
    void wakesWhoWaitsWhenAnOrderIsGiven() throws Exception {
        coordinator.deploy("production", SHA_1);
        var waiting = agent.pollLater("\"1\"", "wait=50");

        coordinator.deploy("production", SHA_2);

        var reply = waiting.get(10, TimeUnit.SECONDS);
        assertThat(agent.open(reply).sha().hex()).isEqualTo(SHA_2);
    }

    @Test
    void doesNotWakeWhoWaitsForAnotherEnvironment() {
        var waiting = agent.pollLater("\"0\"", "wait=1");

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

        var order = agent.open(agent.poll("", ""));

        assertThat(order.repository()).isEqualTo("https://git.example/shop.git");
    }

    @Test
    void isAnsweredWhenTheCoordinatorEnds() {
        var waiting = agent.pollLater("\"0\"", "wait=50");

        coordinator.running().close();

        assertThat(waiting.handle((_, _) -> "ended").orTimeout(10, TimeUnit.SECONDS).join())
                .isEqualTo("ended");
        coordinator.restart();
    }
}
