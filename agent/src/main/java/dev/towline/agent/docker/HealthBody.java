package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A service's health check in the engine's words: times in nanoseconds. Pure.
final class HealthBody {
    private HealthBody() {}

    static void write(JsonNode check, ObjectNode body) {
        if (!check.isObject()) {
            return;
        }
        var health = body.putObject("Healthcheck");
        if (check.path("disable").asBoolean(false)) {
            health.putArray("Test").add("NONE");
        } else if (check.hasNonNull("test")) {
            health.set("Test", check.path("test").deepCopy());
        }
        duration(check, "interval", health, "Interval");
        duration(check, "timeout", health, "Timeout");
        duration(check, "start_period", health, "StartPeriod");
        duration(check, "start_interval", health, "StartInterval");
        if (check.hasNonNull("retries")) {
            health.put("Retries", Integer.parseInt(check.path("retries").asText()));
        }
    }

    private static void duration(JsonNode check, String from, ObjectNode health, String to) {
        if (check.hasNonNull(from)) {
            health.put(to, GoDuration.parse(check.path(from).asText()).toNanos());
        }
    }
}
