package dev.towline.coordinator;

import static dev.towline.coordinator.TestAgent.outcome;
import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;
import static dev.towline.coordinator.TestCoordinator.order;

import dev.towline.coordinator.TestCoordinator.Reply;
import java.util.ArrayList;
import java.util.List;

/// Asks for everything once that the interface has, with all that can be in an answer.
final class Tour {
    private static final String ENVIRONMENT = "/api/v1/environments/production";
    private static final String STAGING = "/api/v1/environments/staging";

    private static final String ENDING =
            "{\"name\":\"y\",\"role\":\"viewer\",\"for\":\"1d\",\"environments\":[\"staging\"]}";

    private final TestCoordinator coordinator;
    private final List<Shown> replies = new ArrayList<>();

    Tour(TestCoordinator coordinator) {
        this.coordinator = coordinator;
        definitions();
        fleet();
        deployments();
        approvals();
        rollouts();
        receivers();
        access();
        holds();
        service();
    }

    /// An answer that an operation gave.
    record Shown(String operation, Reply reply) {}

    List<Shown> replies() {
        return replies;
    }

    private Reply show(String operation, Reply reply) {
        if (reply.status() >= 400) {
            throw new AssertionError(operation + " answered " + reply.raw().body());
        }
        replies.add(new Shown(operation, reply));
        return reply;
    }

    private void definitions() {
        var policy =
                """
                {"confirm":"DEPLOY","minimumRole":"deployer","deployers":["first administrator"],
                 "builds":true,"quarantine":true,"maximumBuildAge":"7d","drift":"heal",
                 "freeze":[{"cron":"0 16 * * 5","duration":"2h","timeZone":"Europe/Berlin"}]}
                """;
        var plain = "{\"repository\":\"https://git.example/shop.git\",\"branch\":\"main\"%s}";
        show("defineEnvironment", coordinator.put(ENVIRONMENT, plain.formatted("")));
        show(
                "defineEnvironment",
                coordinator.put(
                        ENVIRONMENT,
                        plain.formatted(",\"stack\":{\"stable\":\"10s\"},\"policy\":" + policy)));
        coordinator.define("staging", "{\"approval\":{\"expiresAfter\":\"4h\"}}");
        show("listEnvironments", coordinator.get("/api/v1/environments"));
        var build =
                """
                {"status":"passed","images":{"shop:1":"sha256:%s"},"url":"https://ci.example/1",
                 "commitTime":"2025-12-31T00:00:00Z","subject":"faster"}
                """
                        .formatted("a".repeat(64));
        show("registerBuild", coordinator.put("/api/v1/builds/" + SHA_1, build));
        show("registerBuild", coordinator.put("/api/v1/builds/" + SHA_1, build));
        coordinator.put("/api/v1/builds/" + SHA_2, "{\"status\":\"passed\"}");
        show("getBuild", coordinator.get("/api/v1/builds/" + SHA_1));
        show("listBuilds", coordinator.get("/api/v1/builds?limit=2"));
        show(
                "giveContractBypass",
                coordinator.put(
                        ENVIRONMENT + "/contract-bypass",
                        "{\"owner\":\"jen\",\"reason\":\"r\",\"for\":\"2d\"}"));
    }

    private TestAgent agent;

    private void fleet() {
        show("invite", coordinator.post("/api/v1/enrolments", "{\"environment\":\"production\"}"));
        agent = TestAgent.enrol(coordinator, "production", "vm");
        show("enrol", agent.enrolment());
        show("awaitDesired", agent.poll("", ""));
        var retired = TestAgent.enrol(coordinator, "production", "other");
        show("retireAgent", delete("/api/v1/agents/" + retired.id()));
    }

    private Reply delete(String path) {
        return coordinator.send("DELETE", path, coordinator.admin, "");
    }

    private void deployments() {
        show("deploy", coordinator.deploy("production", SHA_1));
        show("getDesired", coordinator.get(ENVIRONMENT + "/desired"));
        show("awaitDesired", agent.poll("\"0\"", ""));
        show("awaitDesired", agent.poll("\"1\"", ""));
        report("production-1", 1);
        deployForced();
        report("production-2", 11);
        show(
                "rollBack",
                coordinator.post(
                        ENVIRONMENT + "/rollback", "{\"confirm\":\"DEPLOY\",\"reason\":\"slow\"}"));
        show("listDeployments", coordinator.get(ENVIRONMENT + "/deployments"));
        show("getDeployment", coordinator.get("/api/v1/deployments/production-1"));
        show("getEnvironment", coordinator.get(ENVIRONMENT));
        show("listAgents", coordinator.get("/api/v1/agents"));
        var events = "/api/v1/deployments/production-1/events";
        show("followDeployment", coordinator.get(events));
        show(
                "followDeployment",
                coordinator.send(
                        coordinator
                                .request("GET", events, coordinator.admin, "")
                                .header("Accept", "application/json")
                                .build()));
    }

    /// Overrides a rule, and gives up a volume.
    private void deployForced() {
        show(
                "deploy",
                coordinator.put(
                        ENVIRONMENT + "/desired",
                        """
                        {"sha":"%s","confirm":"DEPLOY","reason":"a test",
                         "force":{"rules":["builds","maximum-build-age"]},"acceptVolumeChange":["db:/data"]}
                        """
                                .formatted("3".repeat(40))));
    }

    /// One report of each kind.
    private void report(String deployment, long first) {
        var events =
                List.of(
                        TestAgent.STARTED,
                        "{\"type\":\"progress\",\"phase\":\"prepare\",\"message\":\"half\"}",
                        """
                        {"type":"step","step":"start web","cause":"it is new","result":"done",
                         "message":"","took":"PT1.5S"}
                        """,
                        """
                        {"type":"check","kind":"contract","name":"contract","verdict":"warned",
                         "message":"","evidence":{"passed":false}}
                        """,
                        outcome("accepted")
                                .replace("\"running\"", "\"warning\":\"let pass\",\"running\""),
                        status());
        for (int i = 0; i < events.size(); i++) {
            var one =
                    TestAgent.report(1, deployment, events.get(i).strip())
                            .replace("\"sequence\":1,", "\"sequence\":" + (first + i) + ",");
            show("report", agent.report(one));
        }
    }

    private static String status() {
        return """
        {"type":"status","status":{"environment":"production","generation":1,
         "observedGeneration":1,"sha":"%s","phase":"verify","status":"degraded","reason":"r",
         "services":[{"service":"web","number":1,"container":"web-1","image":"a","state":"running",
           "health":"none"}],
         "lastDeployment":{"deployment":"production-1","generation":1,"sha":"%s",
           "startedAt":"2026-01-01T00:00:00Z","endedAt":null,"outcome":null,"reason":"",
           "phases":[{"phase":"verify","startedAt":"2026-01-01T00:00:00Z","endedAt":null,
             "moment":"started","message":""}],
           "steps":[{"type":"step","step":"start web","cause":"c","result":"done","message":"","took":"PT1S"}],
           "checks":[{"type":"check","kind":"health","name":"h","verdict":"passed","message":"",
             "evidence":null}],"warning":"w"},
         "drift":[{"what":"w","since":"2026-01-01T00:00:00Z","handling":"left","events":["died"],
           "log":"l"}],
         "lastContact":"2026-01-01T00:00:00Z","hold":{"reason":"r","user":"root",
           "sudoUser":"jen","since":"2026-01-01T00:00:00Z","until":"2026-01-02T00:00:00Z"},
         "coordinatorHolds":[{"reason":"r","user":"jen","since":"2026-01-01T00:00:00Z"}],
         "link":"l","warning":"w","auditWitness":{"number":1,"hash":"%s"},"auditAlarm":"a"}}
        """
                .formatted(SHA_1, SHA_1, "a".repeat(64));
    }

    private void approvals() {
        var first = show("deploy", coordinator.deploy("staging", SHA_1)).text("/approval");
        show("listApprovals", coordinator.get("/api/v1/approvals"));
        show(
                "approve",
                coordinator.send(
                        "POST",
                        "/api/v1/approvals/" + first,
                        coordinator.token("second person", "deployer"),
                        "{\"confirm\":\"DEPLOY\",\"reason\":\"looked at it\"}"));
        show("getApproval", coordinator.get("/api/v1/approvals/" + first));
        var second = coordinator.put(STAGING + "/desired", order(SHA_2)).text("/approval");
        show("withdrawOrder", delete("/api/v1/approvals/" + second + "?reason=no"));
        show("getApproval", coordinator.get("/api/v1/approvals/" + second));
    }

    /// A canary that fails, and what a person says then.
    private void rollouts() {
        var fleet = "/api/v1/environments/fleet";
        var reason = "{\"reason\":\"looked at it\"}";
        coordinator.define("fleet", "{\"rollout\":{\"canary\":1,\"wave\":1,\"wait\":\"5m\"}}");
        var canary = TestAgent.enrol(coordinator, "fleet", "a");
        TestAgent.enrol(coordinator, "fleet", "b");
        TestAgent.enrol(coordinator, "fleet", "c");
        coordinator.deploy("fleet", SHA_1);
        canary.report(
                TestAgent.report(1, "fleet-1", TestAgent.STARTED),
                TestAgent.report(2, "fleet-1", outcome("rolled-back")));
        show("getEnvironment", coordinator.get(fleet));
        show("getDeployment", coordinator.get("/api/v1/deployments/fleet-1"));
        show("resumeRollout", coordinator.post(fleet + "/rollout/resume", reason));
        show("haltRollout", coordinator.post(fleet + "/rollout/halt", reason));
        coordinator.post(fleet + "/rollout/resume", reason);
        show(
                "promoteRollout",
                coordinator.post(fleet + "/rollout/promote", "{\"reason\":\"now\",\"all\":true}"));
    }

    private void receivers() {
        var all = STAGING + "/receivers";
        var one = all + "/hub";
        var wish =
                """
                {"kind":"github","url":"http://127.0.0.1:1","secret":"0123456789abcdef",
                 "repository":"octo/shop","report":"both"}
                """;
        show("defineReceiver", coordinator.put(one, wish));
        show("defineReceiver", coordinator.put(one, wish));
        coordinator.put(all + "/chat", "{\"kind\":\"slack\",\"url\":\"http://127.0.0.1:1/x\"}");
        show("listReceivers", coordinator.get(all));
        show("testReceiver", coordinator.post(one + "/test", ""));
        show("getReceiver", coordinator.get(one));
        show("removeReceiver", delete(one));
    }

    private void access() {
        var made =
                show(
                        "makeToken",
                        coordinator.post(
                                "/api/v1/tokens",
                                "{\"name\":\"x\",\"role\":\"viewer\",\"for\":\"never\"}"));
        show("makeToken", coordinator.post("/api/v1/tokens", ENDING));
        show("listTokens", coordinator.get("/api/v1/tokens"));
        show("revokeToken", delete("/api/v1/tokens/" + made.text("/id")));
        show("rotateKey", coordinator.post("/api/v1/keys", "{\"reason\":\"once a year\"}"));
        show("getKeyRotations", coordinator.send("GET", "/api/v1/agent/keys", agent.token(), ""));
    }

    private void holds() {
        show(
                "hold",
                coordinator.put(
                        ENVIRONMENT + "/hold",
                        "{\"reason\":\"r\",\"for\":\"2h\",\"agent\":\"" + agent.id() + "\"}"));
        show("hold", coordinator.put(ENVIRONMENT + "/hold", "{\"reason\":\"r\",\"for\":\"2h\"}"));
        show("getEnvironment", coordinator.get(ENVIRONMENT));
        show("endHold", delete(ENVIRONMENT + "/hold"));
        show("releaseDrift", coordinator.post(ENVIRONMENT + "/release", "{\"reason\":\"done\"}"));
        show("removeContractBypass", delete(ENVIRONMENT + "/contract-bypass"));
    }

    private void service() {
        show("health", coordinator.get("/health"));
        show("ready", coordinator.get("/ready"));
        show("metrics", coordinator.get("/metrics"));
        show("openapi", coordinator.get("/api/v1/openapi"));
        show("listAudit", coordinator.get("/api/v1/audit"));
        show("exportAudit", coordinator.get("/api/v1/audit/export?after=3"));
        show("makeBackup", coordinator.post("/api/v1/backups", "{\"reason\":\"a reason\"}"));
        show("listBackups", coordinator.get("/api/v1/backups"));
    }
}
