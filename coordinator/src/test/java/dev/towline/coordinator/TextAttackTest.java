package dev.towline.coordinator;

import static dev.towline.coordinator.TestAgent.report;
import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.coordinator.TestCoordinator.Reply;
import dev.towline.coordinator.http.Route;
import dev.towline.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts that would be something else where they are read: lines of a log, events, a page.
final class TextAttackTest {
    private static final String SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    @TempDir private Path data;
    private TestCoordinator coordinator;
    private TestAgent agent;
    private Requests requests;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        agent = TestAgent.enrol(coordinator, "production", "vm1");
        coordinator.deploy("production", SHA_1);
        requests = new Requests(coordinator, agent);
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    /// What people and pipelines say is on one line. (Evidence of agents may have more.)
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nb",
                "a\nb",
                "a\rb",
                "a\u0000b",
                "a\u001b[2Jb",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b",
                "a\u202eb",
                "a\u2066b",
                "a\ud800b",
            })
    void takesNothingThatIsMoreThanOneLine(String text) {
        requests.all()
                .forEach((route, all) -> {
                    if (route.equals("POST /api/v1/agent/reports")) {
                        return;
                    }
                    for (var good : all) {
                        spoil(route, good.get(), text);
                    }
                });
    }

    private void spoil(String route, Requests.Good good, String text) {
        for (var place : Requests.texts(good.body())) {
            // The stack is kept as it is, and is never a line of anything.
            if (place.toString().startsWith("/stack")) {
                continue;
            }
            var body = asciiJson(Requests.with(good.body(), place, text));
            var reply = coordinator.send(good.method(), good.path(), good.token(), body);
            assertThat(reply.status()).as("%s %s", route, place).isBetween(400, 499);
        }
    }

    /// Half of a sign cannot be sent as it is, but can be written down in JSON.
    private static String asciiJson(Object value) {
        var out = new StringBuilder();
        Json.write(value)
                .chars()
                .forEach(it ->
                        out.append(
                                it < 128
                                        ? Character.toString((char) it)
                                        : "\\u%04x".formatted(it)));
        return out.toString();
    }

    @Test
    void keepsEventsApartWhateverAnAgentSays() {
        var reason = "x\\n\\nevent: ended\\ndata: {}\\n\\nid: 99\\r\\rdata: forged";
        agent.report(
                report(1, "production-1", TestAgent.STARTED.replace("\"\"", "\"" + reason + "\"")),
                report(
                        2,
                        "production-1",
                        TestAgent.outcome("accepted").replace("said so", reason)));

        var stream =
                coordinator
                        .send(
                                "GET",
                                "/api/v1/deployments/production-1/events",
                                coordinator.admin,
                                "")
                        .raw()
                        .body();

        assertThat(stream.lines().filter(it -> it.startsWith("event: ")))
                .containsExactly(
                        "event: ordered",
                        "event: phase",
                        "event: state",
                        "event: outcome",
                        "event: ended");
        assertThat(stream.lines().filter(it -> it.startsWith("data: forged"))).isEmpty();
        assertThat(stream.lines().filter(it -> it.startsWith("id: ")))
                .containsExactly("id: 1", "id: 2", "id: 3", "id: 4", "id: 5");
    }

    @Test
    void givesNothingThatABrowserTakesForAPage() {
        assertThat(coordinator.put("/api/v1/environments/production/desired", order()).status())
                .isEqualTo(202);
        coordinator.put(
                "/api/v1/environments/production/hold",
                "{\"reason\":\"" + SCRIPT + "\",\"for\":\"1h\"}");
        coordinator.post("/api/v1/tokens", "{\"name\":\"" + SCRIPT + "\",\"role\":\"viewer\"}");

        for (var route : coordinator.running().routes()) {
            requireNoPage(route.method() + " " + route.path(), ask(route));
        }
        requireNoPage("nowhere", coordinator.get("/%3Cscript%3E"));
        requireNoPage("reason", coordinator.get("/api/v1/environments/production/desired"));
        assertThat(coordinator.get("/api/v1/environments/production/desired").text("/reason"))
                .isEqualTo(SCRIPT);
    }

    private static String order() {
        var order = (ObjectNode) Requests.parse(TestCoordinator.order(SHA_1));
        return Json.write(order.put("reason", SCRIPT));
    }

    private Reply ask(Route route) {
        var path =
                route.path()
                        .replace("{environment}", "production")
                        .replace("{deployment}", "production-2")
                        .replaceAll("\\{\\w+}", "%3Cscript%3E");
        return coordinator.send(
                coordinator
                        .request(route.method(), path, coordinator.admin, "")
                        .header("Accept", "application/json, text/html")
                        .build());
    }

    private static void requireNoPage(String name, Reply reply) {
        assertThat(reply.header("X-Content-Type-Options")).as(name).isEqualTo("nosniff");
        if (!reply.raw().body().isEmpty()) {
            assertThat(reply.header("Content-Type"))
                    .as(name)
                    .doesNotContain("html", "xml", "javascript")
                    .isNotEmpty();
        }
        var isJson =
                Set.of("application/json", "application/jsonl", "application/problem+json")
                        .contains(reply.header("Content-Type"));
        assertThat(isJson || !reply.raw().body().contains("<script")).as(name).isTrue();
    }

    @Test
    void saysSoAlsoWhereNoRouteWasReached() throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), coordinator.running().port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            "GET /<script> HTTP/1.1\r\nHost: <script>\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("X-Content-Type-Options: nosniff", "application/problem+json")
                    .doesNotContain("<script>");
        }
    }
}
