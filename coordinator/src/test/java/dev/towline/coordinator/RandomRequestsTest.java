package dev.towline.coordinator;

import static dev.towline.coordinator.TestAgent.outcome;
import static dev.towline.coordinator.TestAgent.report;
import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towline.coordinator.TestCoordinator.Raw;
import dev.towline.coordinator.TestCoordinator.Reply;
import dev.towline.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is asked, the answer is one that the document describes, and nothing stays behind.
final class RandomRequestsTest {
    private static final int COUNT = 10_000;
    private static final int AT_ONCE = 6;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @TempDir private Path data;
    private TestCoordinator coordinator;
    private Description description;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        description = Description.of(coordinator);
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        coordinator.close();
    }

    /// What there is to ask for.
    private RandomRequest.Source source() {
        coordinator.define("production");
        coordinator.define("staging", "{\"approval\":{\"expiresAfter\":\"4h\"}}");
        var agent = TestAgent.enrol(coordinator, "production", "vm");
        coordinator.deploy("production", SHA_1);
        agent.report(
                report(1, "production-1", TestAgent.STARTED),
                report(2, "production-1", outcome("accepted")));
        coordinator.deploy("production", SHA_2);
        var tokens = new ArrayList<>(List.of(coordinator.admin, agent.token()));
        for (var role : List.of("viewer", "ci", "deployer")) {
            tokens.add(coordinator.token(role));
        }
        tokens.addAll(List.of("tl_0123456789ab_wrong", "nonsense", ""));
        return new RandomRequest.Source(
                description,
                Map.of(
                        "EnvironmentName",
                        List.of("production", "staging", "nowhere"),
                        "DeploymentId",
                        List.of("production-1", "production-2", "production-99"),
                        "AgentId",
                        List.of(agent.id(), "nobody"),
                        "CommitSha",
                        List.of(SHA_1, SHA_2, "3".repeat(40)),
                        "Role",
                        List.of("viewer", "ci"),
                        "Span",
                        List.of("90s", "2h", "3d")),
                tokens);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 20_261_123)
    void answersEveryRequestAsItIsDescribed(long seed) throws Exception {
        var source = source();
        var before = resources();

        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int i = 0; i < COUNT; i++) {
                var request = source.next(seed * COUNT + i);
                threads.execute(() -> ask(request));
            }
        }

        assertThat(complaints).isEmpty();
        assertThat(statuses.values().stream().mapToInt(AtomicInteger::get).sum()).isEqualTo(COUNT);
        assertThat(statuses.keySet())
                .contains(200, 201, 202, 204, 400, 401, 403, 404, 405, 409, 413, 422);
        http.shutdownNow();
        await().atMost(LONGEST)
                .untilAsserted(() -> {
                    assertThat(resources().waiting()).isZero();
                    assertThat(resources().files()).isLessThanOrEqualTo(before.files() + 8);
                    assertThat(resources().threads()).isLessThanOrEqualTo(before.threads() + 8);
                });
        requireWholeStore();
    }

    private void ask(RandomRequest request) {
        try {
            var reply = send(request);
            statuses.computeIfAbsent(reply.status(), _ -> new AtomicInteger()).incrementAndGet();
            check(request, reply);
        } catch (IOException | RuntimeException | InterruptedException e) {
            complaints.add(request + " failed: " + e);
        }
    }

    private void check(RandomRequest request, Reply reply) {
        var body = reply.raw().body();
        if (reply.status() >= 500 || body.contains("\tat ") || body.contains("Exception")) {
            complaints.add(request + " was answered " + reply.status() + " " + body);
        } else if (reply.status() >= 400) {
            checkProblem(request, reply);
        } else if (request.isMeant()) {
            tell(request, description.complaints(request.operation(), reply));
        }
    }

    /// Which operation it was is not known where the path leads elsewhere.
    private void checkProblem(RandomRequest request, Reply reply) {
        var problem = Json.MAPPER.createObjectNode().put("$ref", "#/components/schemas/Problem");
        description
                .errors(problem, reply.json())
                .forEach(it -> complaints.add(request + ": " + it + " in " + reply.raw().body()));
        if (!reply.header("Content-Type").equals("application/problem+json")
                || reply.json().path("status").asInt() != reply.status()) {
            complaints.add(request + " was answered " + reply.raw().headers());
        }
        if (request.isMeant() && reply.status() != 404 && reply.status() != 405) {
            tell(request, description.complaints(request.operation(), reply));
        }
    }

    private void tell(RandomRequest request, List<String> all) {
        all.forEach(it -> complaints.add(request + ": " + it));
    }

    private Reply send(RandomRequest request) throws IOException, InterruptedException {
        var builder =
                HttpRequest.newBuilder(URI.create(coordinator.running().address() + request.path()))
                        .timeout(LONGEST)
                        .method(
                                request.method(),
                                request.body().isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(
                                                request.body(), StandardCharsets.ISO_8859_1));
        request.headers().forEach(builder::header);
        return read(http.send(builder.build(), BodyHandlers.ofInputStream()));
    }

    /// A stream of events has no end as long as its deployment goes on: its head is enough.
    private static Reply read(HttpResponse<InputStream> head) throws IOException {
        var type = head.headers().firstValue("Content-Type").orElse("");
        try (var in = head.body()) {
            var body = type.equals("text/event-stream") ? new byte[0] : in.readAllBytes();
            return TestCoordinator.reply(
                    head.statusCode(),
                    new Raw(head.headers(), new String(body, StandardCharsets.UTF_8)));
        }
    }

    private record Resources(double files, double threads, double waiting) {}

    private Resources resources() {
        var told = Exposition.read(coordinator.get("/metrics").raw().body());
        var waiting =
                told.samples().entrySet().stream()
                        .filter(it ->
                                it.getKey().startsWith("towline_long_polls")
                                        || it.getKey().startsWith("towline_event_streams"))
                        .mapToDouble(Map.Entry::getValue)
                        .sum();
        return new Resources(
                told.value("process_open_fds"), told.value("jvm_threads_current"), waiting);
    }

    private void requireWholeStore() throws SQLException {
        var generation =
                coordinator.get("/api/v1/environments/production").text("/desired/generation");
        coordinator.restart();
        assertThat(coordinator.get("/api/v1/environments/production").text("/desired/generation"))
                .isEqualTo(generation);
        try (var store = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("towline.db"));
                var statement = store.createStatement()) {
            try (var verdict = statement.executeQuery("PRAGMA integrity_check")) {
                assertThat(verdict.getString(1)).isEqualTo("ok");
            }
            try (var broken = statement.executeQuery("PRAGMA foreign_key_check")) {
                assertThat(broken.next()).isFalse();
            }
            try (var gaps =
                    statement.executeQuery(
                            "SELECT count(*) FROM environments e WHERE (SELECT count(*) FROM"
                                    + " deployments WHERE environment = e.name) != (SELECT"
                                    + " ifnull(max(generation), 0) FROM deployments WHERE"
                                    + " environment = e.name)")) {
                assertThat(gaps.getInt(1))
                        .as("environments with a gap in their generations")
                        .isZero();
            }
        }
    }
}
