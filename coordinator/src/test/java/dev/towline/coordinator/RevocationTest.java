package dev.towline.coordinator;

import static dev.towline.coordinator.TestAgent.STARTED;
import static dev.towline.coordinator.TestAgent.report;
import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.TestCoordinator.Reply;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of those who are inside when their token is taken away.
final class RevocationTest {
    private static final String EVENTS = "/api/v1/deployments/production-1/events";

    @TempDir private Path data;
    private TestCoordinator coordinator;
    private TestAgent agent;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        agent = TestAgent.enrol(coordinator, "production", "vm1");
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        coordinator.close();
    }

    private CompletableFuture<Reply> park() {
        var waiting = agent.pollLater("\"0\"", "wait=50");
        // An agent was seen right before it is made to wait.
        Awaitility.await()
                .until(() -> coordinator.get("/api/v1/agents").text("/0/lastContact").length() > 4);
        return waiting;
    }

    @Test
    void sendsAWaitingAgentAwayThatIsRetired() {
        var waiting = park();

        coordinator.send("DELETE", "/api/v1/agents/" + agent.id(), coordinator.admin, "");

        assertThat(waiting.orTimeout(10, TimeUnit.SECONDS).join().status()).isEqualTo(401);
    }

    @Test
    void sendsAWaitingAgentAwayWhoseTokenIsRevoked() {
        var waiting = park();

        coordinator.send(
                "DELETE",
                "/api/v1/tokens/" + agent.token().substring(3, 15),
                coordinator.admin,
                "");

        assertThat(waiting.orTimeout(10, TimeUnit.SECONDS).join().status()).isEqualTo(401);
    }

    @Test
    void letsAnotherAgentWaitOn() {
        var other = TestAgent.enrol(coordinator, "production", "vm2");
        var waiting = park();

        coordinator.send("DELETE", "/api/v1/agents/" + other.id(), coordinator.admin, "");
        coordinator.deploy("production", SHA_1);

        assertThat(waiting.orTimeout(10, TimeUnit.SECONDS).join().status()).isEqualTo(200);
    }

    /// A reader of the stream, and the end of what it reads.
    private record Reader(BlockingQueue<String> lines, CompletableFuture<Void> end) {
        void awaitFirst() throws InterruptedException {
            var line = lines.poll(10, TimeUnit.SECONDS);
            while (line != null && !line.startsWith("event: ")) {
                line = lines.poll(10, TimeUnit.SECONDS);
            }
            assertThat(line).isEqualTo("event: ordered");
        }

        List<String> rest() {
            end.handle((_, _) -> "ended").orTimeout(10, TimeUnit.SECONDS).join();
            return lines.stream().filter(line -> line.startsWith("event: ")).toList();
        }
    }

    private Reader follow(String token) {
        coordinator.deploy("production", SHA_1);
        var lines = new LinkedBlockingQueue<String>();
        var end =
                http.sendAsync(
                                coordinator.request("GET", EVENTS, token, "").build(),
                                BodyHandlers.ofLines())
                        .thenAcceptAsync(answer -> answer.body().forEach(lines::add));
        return new Reader(lines, end);
    }

    @Test
    void endsTheStreamOfEventsOfARevokedToken() throws InterruptedException {
        var token = coordinator.token("viewer");
        var reader = follow(token);
        reader.awaitFirst();

        coordinator.send(
                "DELETE", "/api/v1/tokens/" + token.substring(3, 15), coordinator.admin, "");

        assertThat(reader.rest()).isEmpty();
    }

    @Test
    void tellsTheReaderNothingMoreWhoseTokenExpired() throws InterruptedException {
        var token =
                coordinator
                        .post(
                                "/api/v1/tokens",
                                "{\"name\":\"x\",\"role\":\"viewer\",\"for\":\"1h\"}")
                        .text("/token");
        var reader = follow(token);
        reader.awaitFirst();
        coordinator.now.updateAndGet(it -> it.plus(Duration.ofHours(1)));

        agent.report(report(1, "production-1", STARTED));

        assertThat(reader.rest()).isEmpty();
    }
}
