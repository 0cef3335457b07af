package dev.towline.coordinator;

import dev.towline.coordinator.TestCoordinator.Reply;
import dev.towline.trust.Envelope;
import dev.towline.trust.TrustException;
import dev.towline.trust.VerifyingKey;
import dev.towline.wire.DesiredState;
import dev.towline.wire.Json;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// An enrolled agent that only talks.
record TestAgent(TestCoordinator coordinator, Reply enrolment) {
    static final String STARTED =
            """
            {"type":"phase","phase":"receive","moment":"started","message":""}\
            """;

    static TestAgent enrol(TestCoordinator coordinator, String environment, String host) {
        var join =
                coordinator.post("/api/v1/enrolments", "{\"environment\":\"" + environment + "\"}");
        var enrolment =
                coordinator.send(
                        "POST",
                        "/api/v1/agents",
                        "",
                        "{\"joinToken\":\""
                                + join.text("/joinToken")
                                + "\",\"host\":\""
                                + host
                                + "\"}");
        if (enrolment.status() != 201) {
            throw new AssertionError(enrolment.raw().body());
        }
        return new TestAgent(coordinator, enrolment);
    }

    String id() {
        return enrolment.text("/agent");
    }

    String environment() {
        return enrolment.text("/environment");
    }

    String token() {
        return enrolment.text("/token");
    }

    Reply poll(String known, String wait) {
        return pollLater(known, wait).orTimeout(15, TimeUnit.SECONDS).join();
    }

    CompletableFuture<Reply> pollLater(String known, String wait) {
        var request = coordinator.request("GET", "/api/v1/agent/desired", token(), "");
        if (!known.isEmpty()) {
            request.header("If-None-Match", known);
        }
        if (!wait.isEmpty()) {
            request.header("Prefer", wait);
        }
        return coordinator.sendAsync(request.build());
    }

    DesiredState open(Reply reply) throws IOException, TrustException {
        var key = new VerifyingKey(enrolment.text("/coordinatorKey"));
        var envelope = Json.read(reply.raw().body(), Envelope.class);
        return Json.read(envelope.open(DesiredState.PAYLOAD_TYPE, key), DesiredState.class);
    }

    Reply report(String... reports) {
        return coordinator.send(
                "POST",
                "/api/v1/agent/reports",
                token(),
                "{\"reports\":[" + String.join(",", reports) + "]}");
    }

    /// A report; its time is as many seconds after midnight as its sequence.
    static String report(long sequence, String deployment, String event) {
        return """
        {"sequence":%d,"at":"2026-01-01T00:00:0%dZ","generation":1,"deployment":%s,"event":%s}\
        """
                .formatted(
                        sequence,
                        sequence,
                        deployment.isEmpty() ? "null" : "\"" + deployment + "\"",
                        event);
    }

    static String outcome(String outcome) {
        return """
        {"type":"outcome","outcome":"%s","reason":"said so","running":null}\
        """
                .formatted(outcome);
    }
}
