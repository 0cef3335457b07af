package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.towline.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// A good body for every route that takes one, so that attacks can spoil each field of it.
final class Requests {
    private static final String STATUS =
            """
            {"type":"status","status":{"environment":"production","generation":1,
             "observedGeneration":1,"sha":"%s","phase":null,"status":"converged","reason":"fine",
             "services":[{"service":"api","number":1,"container":"c","image":"i","state":"running",
             "health":"healthy"}],"lastDeployment":null,"drift":[{"what":"a label",
             "since":"2026-01-01T00:00:00Z","handling":"left","events":["start"],"log":"x"}],
             "lastContact":null,"link":"none"}}\
            """
                    .formatted(SHA_1);

    private final TestCoordinator coordinator;
    private final TestAgent agent;
    private final AtomicLong sequence = new AtomicLong();

    /// @param agent one of production
    Requests(TestCoordinator coordinator, TestAgent agent) {
        this.coordinator = coordinator;
        this.agent = agent;
    }

    /// One request that would be accepted.
    record Good(String method, String path, String token, JsonNode body) {}

    /// By the route's method and path; some have several.
    Map<String, List<Supplier<Good>>> all() {
        var all = new LinkedHashMap<String, List<Supplier<Good>>>();
        var environment = "/api/v1/environments/";
        put(all, "PUT", environment + "{environment}", environment + "scratch", DEFINITION);
        put(
                all,
                "PUT",
                environment + "{environment}/desired",
                environment + "production/desired",
                """
                {"sha":"%s","confirm":"DEPLOY","reason":"a reason","acceptVolumeChange":["db:/data"],
                 "force":{"rules":["freeze"]}}
                """
                        .formatted(SHA_1));
        all.put("POST " + environment + "{environment}/rollback", List.of(this::rollback));
        all.put("POST /api/v1/approvals/{approval}", List.of(this::approval));
        for (var steering : List.of("halt", "resume", "promote")) {
            all.put(
                    "POST " + environment + "{environment}/rollout/" + steering,
                    List.of(() -> rollout(steering)));
        }
        put(
                all,
                "PUT",
                environment + "{environment}/hold",
                environment + "production/hold",
                "{\"reason\":\"a reason\",\"for\":\"1h\",\"agent\":\"" + agent.id() + "\"}");
        put(
                all,
                "POST",
                environment + "{environment}/release",
                environment + "production/release",
                "{\"reason\":\"a reason\",\"agent\":\"" + agent.id() + "\"}");
        put(
                all,
                "PUT",
                environment + "{environment}/contract-bypass",
                environment + "production/contract-bypass",
                "{\"owner\":\"an owner\",\"reason\":\"a reason\",\"for\":\"2h\"}");
        all.put("POST /api/v1/backups", List.of(this::backup));
        put(
                all,
                "PUT",
                environment + "{environment}/receivers/{receiver}",
                environment + "production/receivers/code",
                RECEIVER);
        all.put(
                "POST " + environment + "{environment}/receivers/{receiver}/test",
                List.of(this::ping));
        put(all, "POST", "/api/v1/keys", "/api/v1/keys", "{\"reason\":\"a reason\"}");
        put(all, "PUT", "/api/v1/builds/{sha}", "/api/v1/builds/" + SHA_1, BUILD);
        put(all, "POST", "/api/v1/tokens", "/api/v1/tokens", TOKEN);
        put(
                all,
                "POST",
                "/api/v1/enrolments",
                "/api/v1/enrolments",
                "{\"environment\":\"production\",\"ttl\":\"PT15M\"}");
        all.put("POST /api/v1/agents", List.of(this::enrolment));
        all.put(
                "POST /api/v1/agent/reports",
                List.of(
                        () -> report(TestAgent.STARTED.replace("\"\"", "\"a message\"")),
                        () -> report(TestAgent.outcome("accepted")),
                        () -> report(STATUS),
                        () -> report(STEP),
                        () -> report(CHECK)));
        return all;
    }

    private static final String DEFINITION =
            """
            {"repository":"https://git.example/r.git","branch":"main",
             "stack":{"compose":{"project":"shop"}},
             "policy":{"confirm":"DEPLOY","minimumRole":"admin","deployers":["a name"],
             "maximumBuildAge":"14d","approval":{"expiresAfter":"4h"},"drift":"observe",
             "promotion":{"requires":{"environment":"production","soak":"30m"}},
             "freeze":[{"cron":"0 16 * * 5","duration":"64h","timeZone":"Europe/Berlin"}],
             "rollout":{"canary":1,"wave":"25%","wait":"5m","progressDeadline":"15m",
             "awayAfter":"2m","onFailure":"roll-back"}}}
            """;
    private static final String BUILD =
            """
            {"status":"passed","images":{"registry.example/api:1":"sha256:%s"},
             "url":"https://ci.example/1","commitTime":"2026-01-01T00:00:00Z","subject":"a title"}
            """
                    .formatted("a".repeat(64));
    private static final String TOKEN =
            """
            {"name":"a name","role":"viewer","environments":["production"],"for":"1d"}
            """;
    private static final String RECEIVER =
            """
            {"kind":"github","url":"https://127.0.0.1:1","secret":"0123456789abcdef",
             "repository":"octo/shop","report":"both","events":["deployment-ended"]}
            """;
    private static final String STEP =
            """
            {"type":"step","step":"start api","cause":"it is new","result":"done","message":"ok"}
            """;
    private static final String CHECK =
            """
            {"type":"check","kind":"health","name":"api","verdict":"passed","message":"ok",
             "evidence":{"answer":"fine"}}
            """;

    private void put(
            Map<String, List<Supplier<Good>>> all,
            String method,
            String route,
            String path,
            String body) {
        all.put(
                method + " " + route,
                List.of(() -> new Good(method, path, coordinator.admin, parse(body))));
    }

    /// Of a receiver that nobody is at.
    private Good ping() {
        var path = "/api/v1/environments/production/receivers/code";
        coordinator.put(path, RECEIVER);
        return new Good("POST", path + "/test", coordinator.admin, parse("{}"));
    }

    private Good enrolment() {
        var join = coordinator.post("/api/v1/enrolments", "{\"environment\":\"production\"}");
        var body = "{\"joinToken\":\"" + join.text("/joinToken") + "\",\"host\":\"vm\"}";
        return new Good("POST", "/api/v1/agents", "", parse(body));
    }

    /// In an environment of its own, where two releases were accepted.
    private Good rollback() {
        if (coordinator.get("/api/v1/environments/earlier").status() == 404) {
            coordinator.define("earlier");
            var fleet = new Fleet(coordinator, "earlier");
            coordinator.deploy("earlier", SHA_1);
            fleet.ends("earlier-1", "accepted");
            coordinator.deploy("earlier", SHA_2);
            fleet.ends("earlier-2", "accepted");
        }
        var body =
                """
                {"confirm":"DEPLOY","reason":"a reason","to":"%s","force":{"rules":["freeze"]},
                 "acceptVolumeChange":["db:/data"]}
                """
                        .formatted(SHA_1);
        var path = "/api/v1/environments/earlier/rollback";
        return new Good("POST", path, coordinator.admin, parse(body));
    }

    /// Each at another time, by which it is named.
    private Good backup() {
        coordinator.now.updateAndGet(now -> now.plusSeconds(1));
        var body = parse("{\"reason\":\"a reason\"}");
        return new Good("POST", "/api/v1/backups", coordinator.admin, body);
    }

    /// In an environment of its own, where a rollout goes on for ever.
    private Good rollout(String steering) {
        var path = "/api/v1/environments/waves/rollout/";
        if (coordinator.get("/api/v1/environments/waves").status() == 404) {
            coordinator.define("waves", "{\"rollout\":{}}");
            TestAgent.enrol(coordinator, "waves", "vm1");
            TestAgent.enrol(coordinator, "waves", "vm2");
            coordinator.deploy("waves", SHA_1);
        }
        // So that each changes something.
        coordinator.post(path + "halt", "{\"reason\":\"a reason\"}");
        if (!steering.equals("resume")) {
            coordinator.post(path + "resume", "{\"reason\":\"a reason\"}");
        }
        var all = steering.equals("promote") ? ",\"all\":true" : "";
        var body = parse("{\"reason\":\"a reason\"" + all + "}");
        return new Good("POST", path + steering, coordinator.admin, body);
    }

    /// Each time of another order, in an environment that asks for it.
    private Good approval() {
        coordinator.define("guarded", "{\"approval\":{}}");
        var order =
                coordinator.send(
                        "PUT",
                        "/api/v1/environments/guarded/desired",
                        coordinator.token("deployer"),
                        TestCoordinator.order(SHA_1));
        var body = parse("{\"confirm\":\"DEPLOY\",\"reason\":\"a reason\"}");
        return new Good("POST", order.header("Location"), coordinator.admin, body);
    }

    private Good report(String event) {
        var report =
                """
                {"reports":[{"sequence":%d,"at":"2026-01-01T00:00:00Z","generation":1,
                 "deployment":"production-1","event":%s}]}
                """
                        .formatted(sequence.incrementAndGet(), event);
        return new Good("POST", "/api/v1/agent/reports", agent.token(), parse(report));
    }

    static JsonNode parse(String json) {
        try {
            return Json.read(json, JsonNode.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    /// Where the texts of a body are.
    static List<JsonPointer> texts(JsonNode body) {
        var found = new ArrayList<JsonPointer>();
        collect(body, JsonPointer.empty(), found);
        return found;
    }

    private static void collect(JsonNode node, JsonPointer place, List<JsonPointer> found) {
        switch (node) {
            case TextNode _ -> found.add(place);
            case ObjectNode object ->
                    object.properties()
                            .forEach(it ->
                                    collect(
                                            it.getValue(),
                                            place.appendProperty(it.getKey()),
                                            found));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    collect(array.get(i), place.appendIndex(i), found);
                }
            }
            default -> {}
        }
    }

    /// The body with another text at this place.
    static JsonNode with(JsonNode body, JsonPointer place, String text) {
        var copy = body.deepCopy();
        switch (copy.at(place.head())) {
            case ObjectNode object -> object.put(place.last().getMatchingProperty(), text);
            case ArrayNode array ->
                    array.set(place.last().getMatchingIndex(), TextNode.valueOf(text));
            default -> throw new AssertionError(place);
        }
        return copy;
    }
}
