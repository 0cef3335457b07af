package dev.towline.coordinator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// The receivers of production, for tests.
record Receivers(TestCoordinator coordinator) {
    static final String SECRET = "a-secret-of-24-letters..";

    static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(20));
    }

    void define(String name, TestReceiver where, String events) {
        var reply =
                coordinator.put(
                        "/api/v1/environments/production/receivers/" + name,
                        """
                        {"kind":"generic","url":"%s/hook","secret":"%s","events":%s}\
                        """
                                .formatted(where.url(), SECRET, events));
        if (reply.status() > 201) {
            throw new AssertionError(reply.raw().body());
        }
    }

    JsonNode shown(String name) {
        return coordinator
                .get("/api/v1/environments/production/receivers/" + name)
                .json()
                .at("/progress");
    }

    long progress(String name, String what) {
        return shown(name).at("/" + what).asLong();
    }

    boolean failedOnce(String name) {
        return shown(name).hasNonNull("nextTry");
    }

    void deployAndEnd(Fleet fleet, String sha, String outcome) {
        fleet.ends(coordinator.deploy("production", sha).text("/deployment"), outcome);
    }
}
