package dev.towline.coordinator;

import static dev.towline.coordinator.TestAgent.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.coordinator.TestCoordinator.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Six agents in production, named `a` to `f` by their hosts; each does what it is told to.
final class WaveFleet {
    static final String PATH = "/api/v1/environments/production";
    static final String SHA_3 = "3".repeat(40);

    /// One, then two at a time, five minutes apart.
    static final String WAVES =
            """
            {"canary":1,"wave":2,"wait":"5m","progressDeadline":"15m"}\
            """;

    private static final String HOSTS = "abcdef";

    private final TestCoordinator coordinator;
    private final Map<String, TestAgent> agents = new LinkedHashMap<>();
    private final Map<String, Long> sequences = new LinkedHashMap<>();
    private final Map<String, Long> known = new LinkedHashMap<>();

    WaveFleet(TestCoordinator coordinator) {
        this.coordinator = coordinator;
        HOSTS.chars().forEach(host -> enrol(Character.toString(host)));
    }

    void enrol(String host) {
        agents.put(host, TestAgent.enrol(coordinator, "production", host));
    }

    TestAgent agent(String host) {
        return agents.get(host);
    }

    /// Defines production with this rollout.
    void define(String rollout) {
        coordinator.define("production", "{\"rollout\":" + rollout + "}");
    }

    /// Orders the commit; the deployment.
    String order(String sha) {
        return coordinator.deploy("production", sha).text("/deployment");
    }

    /// Orders the commit, which goes to all at once, and everybody accepts it.
    void accepted(String sha) {
        var deployment = order(sha);
        agents.keySet().forEach(host -> end(host, "accepted"));
        assertThat(state(deployment)).isEqualTo("accepted");
    }

    String state(String deployment) {
        return coordinator.get("/api/v1/deployments/" + deployment).text("/state");
    }

    /// Those that the newest rollout waits for.
    List<String> released() {
        return in("released");
    }

    /// Those that are in this state of the newest rollout.
    List<String> in(String state) {
        var all = new ArrayList<String>();
        for (var vm : rollout().path("vms")) {
            if (vm.path("state").asText().equals(state)) {
                all.add(host(vm.path("agent").asText()));
            }
        }
        return all;
    }

    /// Each with its state in the newest rollout, as `a accepted, b waiting`.
    String states() {
        return StreamSupport.stream(rollout().path("vms").spliterator(), false)
                .map(vm -> host(vm.path("agent").asText()) + " " + vm.path("state").asText())
                .collect(Collectors.joining(", "));
    }

    private String host(String agent) {
        return agents.entrySet().stream()
                .filter(it -> it.getValue().id().equals(agent))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    JsonNode rollout() {
        return coordinator.get(PATH).json().path("rollout");
    }

    Reply steer(String what, String body) {
        return coordinator.post(PATH + "/rollout/" + what, body);
    }

    Reply steer(String what) {
        return steer(what, "{\"reason\":\"a test\"}");
    }

    /// Asks for its order, which it knows from then on; its generation.
    long asks(String host) {
        var before = known.getOrDefault(host, 0L);
        var reply = agents.get(host).poll("\"" + before + "\"", "");
        if (reply.status() == 200) {
            known.put(host, generation(host, reply));
        }
        return known.getOrDefault(host, 0L);
    }

    private long generation(String host, Reply reply) {
        try {
            return agents.get(host).open(reply).generation().number();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /// Who knows which generation after asking, as `a2 b1`.
    String generations() {
        return agents.keySet().stream()
                .map(host -> host + asks(host))
                .collect(Collectors.joining(" "));
    }

    /// Asks, begins what it was told, and does not end it.
    void begin(String host) {
        report(host, STARTED);
    }

    /// Asks, begins what it was told, and ends it so.
    void end(String host, String outcome) {
        report(host, STARTED, TestAgent.outcome(outcome));
    }

    /// Tells that it converged on this.
    void converged(String host, long generation, String sha) {
        var status =
                """
                {"type":"status","status":{"environment":"production","generation":%1$d,\
                "observedGeneration":%1$d,"sha":"%2$s","phase":null,"status":"converged",\
                "reason":"","services":[],"lastDeployment":null,"drift":[],"lastContact":null}}\
                """
                        .formatted(generation, sha);
        send(host, "", status);
    }

    /// Whether the environment is what it should be.
    boolean isConverged() {
        return coordinator.get(PATH).json().at("/observed/converged").asBoolean();
    }

    /// Reports of what it knows.
    private void report(String host, String... events) {
        send(host, "production-" + asks(host), events);
    }

    private void send(String host, String deployment, String... events) {
        var reports = new ArrayList<String>();
        for (var event : events) {
            var sequence = sequences.merge(host, 1L, Long::sum);
            reports.add(
                    TestAgent.report(1, deployment, event)
                            .replace("\"sequence\":1", "\"sequence\":" + sequence));
        }
        var reply = agents.get(host).report(reports.toArray(String[]::new));
        assertThat(reply.status()).as(reply.raw().body()).isEqualTo(200);
    }

    /// Time passes, in which all but these ask each minute.
    void passes(int minutes, String... away) {
        for (int minute = 0; minute < minutes; minute++) {
            coordinator.now.updateAndGet(it -> it.plus(Duration.ofMinutes(1)));
            agents.keySet().stream().filter(it -> !List.of(away).contains(it)).forEach(this::asks);
            coordinator.running().advanceRollouts();
        }
    }
}
