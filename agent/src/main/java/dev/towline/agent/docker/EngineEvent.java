package dev.towline.agent.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.wire.Json;
import java.time.Instant;

/// Something that the engine did with a container, or was told to do; who told it, it does not say.
///
/// @param at by the engine's clock, which is this machine's
/// @param action in the engine's words, as `die` or `kill`
/// @param container its name at that moment
/// @param detail a signal, an exit code or a new name; mostly empty
public record EngineEvent(Instant at, String action, String container, String detail) {
    /// Nobody listened for a while, or what was heard could not be read.
    public static final EngineEvent MISSED = new EngineEvent(Instant.EPOCH, "", "", "");

    private static final long NANOS = 1_000_000_000;

    /// Reads one line of `GET /events` (Docker Engine API).
    static EngineEvent of(String line) {
        try {
            return of(Json.MAPPER.readTree(line));
        } catch (JsonProcessingException _) {
            return MISSED;
        }
    }

    private static EngineEvent of(JsonNode event) {
        var attributes = event.path("Actor").path("Attributes");
        var nanos = event.path("timeNano").asLong();
        return new EngineEvent(
                Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS),
                event.path("Action").asText(),
                attributes.path("name").asText(),
                detail(attributes));
    }

    private static String detail(JsonNode attributes) {
        if (attributes.hasNonNull("signal")) {
            return "signal " + attributes.path("signal").asText();
        }
        if (attributes.hasNonNull("exitCode")) {
            return "code " + attributes.path("exitCode").asText();
        }
        return attributes.hasNonNull("oldName")
                ? "was " + attributes.path("oldName").asText().replaceFirst("^/", "")
                : "";
    }

    /// Whether it is about a container, under its name of now or the one that it lost.
    public boolean about(String name) {
        return container.equals(name) || detail.equals("was " + name);
    }

    /// As `kill shop-api-1, signal 9`.
    public String words() {
        return action + " " + container + (detail.isEmpty() ? "" : ", " + detail);
    }
}
