package dev.towline.agent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.ids.CommitSha;
import dev.towline.wire.AuditHead;
import dev.towline.wire.DesiredState;
import dev.towline.wire.EnrolmentRequest;
import dev.towline.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import org.awaitility.Awaitility;

/// People who order, agents that report and agents that wait, all at once, over every death of a
/// coordinator: who gets no answer sends again. They write down what was acknowledged, and every
/// answer that is not the usual one.
final class KillLoad implements AutoCloseable {
    static final String ORDERED = "ordered";
    static final int EACH = 4;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI coordinator;
    private final String person;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<Long, String> orders = new ConcurrentSkipListMap<>();
    private final Map<String, Long> reports = new ConcurrentHashMap<>();
    private final Queue<AuditHead> witnessed = new ConcurrentLinkedQueue<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    private KillLoad(URI coordinator, String person) {
        this.coordinator = coordinator;
        this.person = person;
    }

    /// Defines what it needs, and begins.
    static KillLoad on(RunningCoordinator coordinator, String person) {
        var load = new KillLoad(coordinator.address(), person);
        var operator = coordinator.operator();
        operator.define(ORDERED, "https://127.0.0.1/load.git");
        for (int i = 0; i < EACH; i++) {
            int number = i;
            var waiting = enrol(operator, ORDERED, "waits-" + i);
            var environment = "reported-" + i;
            operator.define(environment, "https://127.0.0.1/load.git");
            operator.order(environment, sha(i, 0), "to report on");
            var reporting = enrol(operator, environment, "reports-" + i);
            load.go(() -> load.order(number));
            load.go(() -> load.await(waiting));
            load.go(() -> load.report(environment, reporting));
        }
        return load;
    }

    /// A commit that nobody has.
    private static CommitSha sha(int caller, int number) {
        return new CommitSha("%040x".formatted(caller * 1_000_000L + number));
    }

    private static String enrol(Operator operator, String environment, String host) {
        var request = new EnrolmentRequest(operator.joinToken(environment), host);
        return operator.post("agents", request).path("token").asText();
    }

    private void go(Runnable work) {
        threads.add(
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                work.run();
                            } catch (RuntimeException e) {
                                surprises.add("it ended by " + e);
                            }
                        }));
    }

    /// The acknowledged orders: the commit of each generation.
    Map<Long, String> orders() {
        return orders;
    }

    /// The last report that was acknowledged, by environment.
    Map<String, Long> reports() {
        return reports;
    }

    /// Where the audit log stood, as orders told.
    Queue<AuditHead> witnessed() {
        return witnessed;
    }

    /// What must not have happened.
    Queue<String> surprises() {
        return surprises;
    }

    /// Waits until so many more orders and reports were acknowledged, or something is wrong.
    void awaitMore(int many) {
        int ordered = orders.size() + many;
        long reported = reported() + many;
        Awaitility.await("answers under load")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() ->
                        !surprises.isEmpty()
                                || (orders.size() >= ordered && reported() >= reported));
        if (!surprises.isEmpty()) {
            throw new DemoException("the load went wrong: " + surprises);
        }
    }

    private long reported() {
        return reports.values().stream().mapToLong(Long::longValue).sum();
    }

    private void order(int caller) {
        long before = 0;
        for (int number = 1; !over; number++) {
            var sha = sha(caller, number).hex();
            var order = Map.of("sha", sha, "confirm", "DEPLOY", "reason", "load");
            var request =
                    request("environments/" + ORDERED + "/desired", person)
                            .PUT(BodyPublishers.ofString(Json.write(order)));
            var answer = send(request, Set.of(202)).map(KillLoad::json);
            if (answer.isPresent()) {
                long generation = answer.get().path("generation").asLong();
                expect(generation > before, "generation " + generation + " after " + before);
                var other = orders.putIfAbsent(generation, sha);
                expect(other == null, generation + " was given to " + other + " and to " + sha);
                before = generation;
            }
        }
    }

    private void report(String environment, String token) {
        for (long sequence = 1; !over; ) {
            var request =
                    request("agent/reports", token)
                            .POST(BodyPublishers.ofString(batch(environment, sequence)));
            var answer = send(request, Set.of(200)).map(KillLoad::json);
            if (answer.isPresent()) {
                long acknowledged = answer.get().path("acknowledged").asLong();
                expect(acknowledged == sequence, sequence + " reported, not " + acknowledged);
                reports.put(environment, sequence);
                sequence++;
            }
        }
    }

    private static String batch(String environment, long sequence) {
        return """
        {"reports": [{"sequence": %d, "at": "2026-01-01T00:00:00Z", "generation": 1,
          "deployment": "%s-1",
          "event": {"type": "progress", "phase": "prepare", "message": "%d"}}]}
        """
                .formatted(sequence, environment, sequence);
    }

    private void await(String token) {
        var known = "\"0\"";
        long highest = 0;
        while (!over) {
            var request =
                    request("agent/desired", token)
                            .header("If-None-Match", known)
                            .header("Prefer", "wait=2")
                            .GET();
            var answer = send(request, Set.of(200, 304));
            if (answer.isPresent() && answer.get().statusCode() == 200) {
                var order = opened(answer.get());
                Optional.ofNullable(order.terms().auditHead()).ifPresent(witnessed::add);
                long generation = order.generation().number();
                expect(generation >= highest, "told of " + generation + " after " + highest);
                highest = Math.max(highest, generation);
                known = answer.get().headers().firstValue("ETag").orElse(known);
            }
        }
    }

    private static DesiredState opened(HttpResponse<String> answer) {
        var payload = Base64.getDecoder().decode(json(answer).path("payload").asText());
        try {
            return Json.read(payload, DesiredState.class);
        } catch (IOException e) {
            throw new DemoException("could not read an order", e);
        }
    }

    private void expect(boolean held, String otherwise) {
        if (!held) {
            surprises.add(otherwise);
        }
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(coordinator.resolve("/api/v1/" + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    /// Empty where nobody answered.
    private Optional<HttpResponse<String>> send(HttpRequest.Builder request, Set<Integer> usual) {
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            expect(usual.contains(answer.statusCode()), answer.statusCode() + answer.body());
            return Optional.of(answer).filter(it -> usual.contains(it.statusCode()));
        } catch (IOException _) {
            BenchProcess.pause(PAUSE);
            return Optional.empty();
        } catch (InterruptedException e) {
            throw DemoException.interrupted("ask the coordinator", e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new DemoException("could not read an answer", e);
        }
    }

    /// Ends it; what is on its way is awaited.
    @Override
    public void close() {
        over = true;
        try {
            for (var thread : threads) {
                expect(thread.join(PATIENCE), "somebody still waits");
            }
        } catch (InterruptedException e) {
            throw DemoException.interrupted("end the load", e);
        }
        client.close();
    }
}
