package dev.towline.coordinator;

import static dev.towline.coordinator.TestAgent.STARTED;
import static dev.towline.coordinator.TestAgent.outcome;
import static dev.towline.coordinator.TestAgent.report;
import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A deployment's events as server-sent events.
final class EventStreamTest {
    private static final String EVENTS = "/api/v1/deployments/production-1/events";

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

    /// A reader of the stream, whose lines can be waited for.
    private record Reader(BlockingQueue<String> lines, CompletableFuture<Void> end) {
        String nextWith(String start) throws InterruptedException {
            var line = lines.poll(10, TimeUnit.SECONDS);
            while (line != null && !line.startsWith(start)) {
                line = lines.poll(10, TimeUnit.SECONDS);
            }
            return String.valueOf(line);
        }

        List<String> allWith(String start) {
            end.orTimeout(10, TimeUnit.SECONDS).join();
            return lines.stream().filter(line -> line.startsWith(start)).toList();
        }
    }

    private Reader follow(long lastSeen) {
        var request = coordinator.request("GET", EVENTS, coordinator.admin, "");
        if (lastSeen > 0) {
            request.header("Last-Event-ID", Long.toString(lastSeen));
        }
        var lines = new LinkedBlockingQueue<String>();
        var http = HttpClient.newHttpClient();
        var end =
                http.sendAsync(request.build(), BodyHandlers.ofLines())
                        .thenAcceptAsync(answer -> answer.body().forEach(lines::add));
        return new Reader(lines, end);
    }

    private void endDeployment() {
        agent.report(
                report(1, "production-1", STARTED), report(2, "production-1", outcome("accepted")));
    }

    @Test
    void replaysWhatHappenedAndEnds() {
        endDeployment();

        var reader = follow(0);

        assertThat(reader.allWith("event: "))
                .containsExactly(
                        "event: ordered",
                        "event: phase",
                        "event: state",
                        "event: outcome",
                        "event: ended");
    }

    @Test
    void goesOnAfterTheLastEventThatWasSeen() {
        endDeployment();

        var reader = follow(3);

        assertThat(reader.allWith("id: ")).containsExactly("id: 4", "id: 5");
    }

    @Test
    void sendsWhatHappensWhileItIsFollowed() throws InterruptedException {
        var reader = follow(0);
        assertThat(reader.nextWith("event: ")).isEqualTo("event: ordered");

        agent.report(report(1, "production-1", STARTED));

        assertThat(reader.nextWith("event: ")).isEqualTo("event: phase");
        assertThat(reader.nextWith("data: "))
                .isEqualTo(
                        "data: {\"at\":\"2026-01-01T00:00:01Z\",\"agent\":\""
                                + agent.id()
                                + "\",\"event\":"
                                + STARTED
                                + "}");
        agent.report(report(2, "production-1", outcome("refused")));
        assertThat(reader.nextWith("event: ended")).isEqualTo("event: ended");
        assertThat(reader.nextWith("data: "))
                .isEqualTo(
                        "data: {\"at\":\"2026-01-01T00:00:02Z\",\"agent\":null,"
                                + "\"event\":{\"state\":\"refused\"}}");
        reader.end().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void endsWithTheCoordinator() throws InterruptedException {
        var reader = follow(0);
        reader.nextWith("event: ordered");

        coordinator.running().close();

        assertThat(reader.end().handle((_, _) -> "ended").orTimeout(10, TimeUnit.SECONDS).join())
                .isEqualTo("ended");
        coordinator.restart();
    }

    @Test
    void marksItsEndOnTheWireForClientsThatKeepTheConnection() throws IOException {
        endDeployment();

        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), coordinator.running().port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            ("GET "
                                            + EVENTS
                                            + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                            + coordinator.admin
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));

            assertThat(readUntil(socket, "\r\n0\r\n\r\n")).contains("event: ended");
        }
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new AssertionError("closed after: " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    @Test
    void refusesALastEventThatIsNoNumber() {
        var request =
                coordinator
                        .request("GET", EVENTS, coordinator.admin, "")
                        .header("Last-Event-ID", "x")
                        .build();

        assertThat(coordinator.send(request).status()).isEqualTo(400);
    }
}
