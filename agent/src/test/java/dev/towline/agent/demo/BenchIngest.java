package dev.towline.agent.demo;

import dev.towline.agent.demo.BenchFigure.Source;
import dev.towline.ids.CommitSha;
import dev.towline.wire.EnrolmentRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/// How many reports and orders a second one coordinator takes in. Each is answered when it is on
/// the disk, and each client waits for its answer before it sends again.
record BenchIngest(Path folder) implements Source {
    private static final int CLIENTS = 64;
    private static final Duration WARMING = Duration.ofSeconds(3);
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final long REPORTS = 2_000;
    private static final String ENVIRONMENT = "ingest-";
    private static final CommitSha SHA = new CommitSha("0123456789abcdef0123456789abcdef01234567");

    /// One that sends again and again.
    ///
    /// @param path with its method
    /// @param body of the request of a number
    private record Client(URI coordinator, String path, String token, LongFunction<String> body) {
        void send(BenchConnection connection, long number) {
            var text = body.apply(number);
            var head =
                    """
                    %s HTTP/1.1
                    Host: 127.0.0.1
                    Authorization: Bearer %s
                    Content-Type: application/json
                    Content-Length: %d

                    """
                            .formatted(path, token, text.length());
            connection.send(head, text);
            var answer = connection.receive();
            if (!answer.status().startsWith("HTTP/1.1 20")) {
                throw new DemoException(path + " was answered " + answer.status());
            }
        }

        /// How many were answered in the window, after some that do not count. It connects only
        /// now: a connection that says nothing is closed.
        long count() {
            long warm = System.nanoTime() + WARMING.toNanos();
            long end = warm + WINDOW.toNanos();
            long counted = 0;
            try (var connection = BenchConnection.to(coordinator)) {
                for (long number = 1; System.nanoTime() < end; number++) {
                    send(connection, number);
                    counted += System.nanoTime() < warm ? 0 : 1;
                }
            }
            return counted;
        }
    }

    @Override
    public List<BenchFigure> figures() {
        try (var coordinator = RunningCoordinator.in(folder.resolve("ingest"))) {
            var person = Files.readString(coordinator.tokenFile()).strip();
            var reporters = new ArrayList<Client>();
            var persons = new ArrayList<Client>();
            for (int i = 0; i < CLIENTS; i++) {
                reporters.add(reporter(coordinator, ENVIRONMENT + i));
                persons.add(person(coordinator, ENVIRONMENT + i, person));
            }
            return List.of(
                    BenchFigure.atLeast(
                            "Reports a second that one coordinator has on its disk, "
                                    + CLIENTS
                                    + " agents, one report a request",
                            REPORTS,
                            perSecond(reporters)),
                    BenchFigure.withoutAim(
                            "Orders a second, " + CLIENTS + " persons and environments",
                            "" + perSecond(persons)));
        } catch (IOException e) {
            throw new DemoException("could not read the token", e);
        }
    }

    private static Client reporter(RunningCoordinator coordinator, String environment) {
        var operator = coordinator.operator();
        operator.define(environment, "https://127.0.0.1/ingest.git");
        operator.order(environment, SHA, "a benchmark");
        var request = new EnrolmentRequest(operator.joinToken(environment), "vm");
        var token = operator.post("agents", request).path("token").asText();
        return new Client(
                coordinator.address(),
                "POST /api/v1/agent/reports",
                token,
                number -> report(environment, number));
    }

    private static String report(String environment, long number) {
        return """
        {"reports": [{"sequence": %d, "at": "2026-01-01T00:00:00Z", "generation": 1,
          "deployment": "%s-1",
          "event": {"type": "progress", "phase": "prepare", "message": "pulled %d bytes"}}]}
        """
                .formatted(number, environment, number);
    }

    private static Client person(RunningCoordinator coordinator, String environment, String token) {
        return new Client(
                coordinator.address(),
                "PUT /api/v1/environments/" + environment + "/desired",
                token,
                number ->
                        "{\"sha\": \"%040x\", \"confirm\": \"DEPLOY\", \"reason\": \"a test\"}"
                                .formatted(number));
    }

    private static long perSecond(List<Client> clients) {
        long counted = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var counts = clients.stream().map(it -> threads.submit(it::count)).toList();
            for (Future<Long> count : counts) {
                counted += count.get();
            }
        } catch (InterruptedException e) {
            throw DemoException.interrupted("wait for a client", e);
        } catch (ExecutionException e) {
            throw new DemoException("a client failed: " + e.getCause(), e);
        }
        return counted / WINDOW.toSeconds();
    }
}
