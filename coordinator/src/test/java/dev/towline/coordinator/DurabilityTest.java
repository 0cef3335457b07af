package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.coordinator.cli.CoordinatorCommand;
import dev.towline.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real process, killed.
final class DurabilityTest {
    private static final int CALLERS = 8;

    @TempDir private Path data;
    private final HttpClient http = HttpClient.newHttpClient();

    @RepeatedTest(2)
    void losesNothingThatItAcknowledgedWhenItIsKilled() throws Exception {
        var process = start();
        put("/api/v1/environments/production", "{\"repository\":\"r\",\"branch\":\"main\"}");
        var acknowledged = new ConcurrentSkipListMap<Long, String>();
        var callers = IntStream.range(0, CALLERS).mapToObj(i -> caller(i, acknowledged)).toList();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> acknowledged.size() >= 60);

        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        for (var caller : callers) {
            assertThat(caller.join(Duration.ofSeconds(20))).isTrue();
        }
        assertKept(acknowledged);
    }

    private void assertKept(Map<Long, String> acknowledged) {
        var config = new CoordinatorConfig(data, "127.0.0.1", 0, InstantSource.system());
        try (var coordinator = Coordinator.start(config)) {
            var kept = history(coordinator.address());
            acknowledged.forEach(
                    (generation, sha) -> assertThat(kept.get(generation)).isEqualTo(sha));
            // At most one order a caller was under way when the process died.
            assertThat(kept.size()).isBetween(acknowledged.size(), acknowledged.size() + CALLERS);
            assertThat(kept.lastKey()).isEqualTo(kept.size());
        }
    }

    private ConcurrentSkipListMap<Long, String> history(String address) {
        var kept = new ConcurrentSkipListMap<Long, String>();
        long before = Long.MAX_VALUE;
        while (before > 1) {
            var path = "/api/v1/environments/production/deployments?limit=500&before=" + before;
            for (var deployment : send("GET", address + path, "")) {
                before = deployment.at("/generation").asLong();
                kept.put(before, deployment.at("/sha").asText());
            }
        }
        return kept;
    }

    /// Gives orders one after the other until no one answers; no generation may be given twice.
    private Thread caller(int number, Map<Long, String> acknowledged) {
        return Thread.ofVirtual()
                .start(() -> {
                    for (int i = 0; ; i++) {
                        var sha = "%040x".formatted(number * 1_000_000L + i);
                        if (!give(sha, acknowledged)) {
                            return;
                        }
                    }
                });
    }

    private boolean give(String sha, Map<Long, String> acknowledged) {
        try {
            var answer = put("/api/v1/environments/production/desired", order(sha));
            var other = acknowledged.put(answer.at("/generation").asLong(), sha);
            if (other != null) {
                acknowledged.put(-1L, "generation given twice: " + answer);
            }
            return true;
        } catch (IllegalStateException _) {
            return false;
        }
    }

    @Test
    void tellsAReceiverAfterTheNextStartWhatItWasNotToldWhenItWasKilled() throws Exception {
        try (var receiver = new TestReceiver()) {
            receiver.hangs();
            var process = start();
            put("/api/v1/environments/production", "{\"repository\":\"r\",\"branch\":\"main\"}");
            put("/api/v1/environments/production/receivers/chat", generic(receiver));
            put("/api/v1/environments/production/desired", order("1".repeat(40)));
            await().until(() -> receiver.got().size() == 1);

            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            receiver.does(TestReceiver.answering(200, ""));
            var next = start();

            await().until(() -> receiver.got().size() == 2);
            assertThat(receiver.got().get(1).body()).isEqualTo(receiver.got().get(0).body());
            next.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static String generic(TestReceiver receiver) {
        return """
        {"kind":"generic","url":"%s","secret":"0123456789abcdef","events":["deployment-ordered"]}\
        """
                .formatted(receiver.url());
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(20));
    }

    @Test
    void endsInOrderWithCodeZeroWhenItIsTold() throws Exception {
        var process = start();

        process.destroy();

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(0);
    }

    @Test
    void doesNotPileUpNativeLibrariesWhenItIsKilledAgainAndAgain() throws Exception {
        for (int i = 0; i < 3; i++) {
            start().destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }

        try (var files = Files.list(data.resolve("native"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".so"))).hasSize(1);
        }
    }

    @Test
    void refusesAFolderThatAnotherProcessUses() throws Exception {
        var first = start();

        var second = launch("--port", "0", "--data", data.toString());

        assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "towline coordinator: could not use the folder "
                                + data
                                + ": another coordinator is using it\n");
        first.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    private Process start() throws IOException {
        Files.deleteIfExists(data.resolve("address"));
        var process = launch("--port", "0", "--data", data.toString());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> Files.exists(data.resolve("address")));
        return process;
    }

    private static Process launch(String... arguments) throws IOException {
        var command = new ArrayList<>(java());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static List<String> java() {
        return Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        CoordinatorCommand.class.getName())
                .toList();
    }

    private JsonNode put(String path, String body) {
        try {
            return send("PUT", Files.readString(data.resolve("address")).strip() + path, body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode send(String method, String address, String body) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(address))
                            .timeout(Duration.ofSeconds(15))
                            .header(
                                    "Authorization",
                                    "Bearer "
                                            + Files.readString(data.resolve("admin-token")).strip())
                            .method(method, BodyPublishers.ofString(body))
                            .build();
            return Json.read(http.send(request, BodyHandlers.ofString()).body(), JsonNode.class);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
