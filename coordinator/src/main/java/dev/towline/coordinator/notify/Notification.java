package dev.towline.coordinator.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.ids.EnvironmentName;
import dev.towline.wire.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One thing to tell, as it is kept, and as a generic receiver gets it.
///
/// @param id the same at every attempt, and at every receiver
/// @param at when it became so, by the clock of who told it
/// @param url where a person can read on; null: nowhere
record Notification(
        String id,
        Topic event,
        Instant at,
        EnvironmentName environment,
        Level level,
        String text,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String url,
        JsonNode data) {
    private static final int LONGEST_TEXT = 1000;

    static Notification of(EnvironmentName environment, Instant at, Fact fact) {
        return new Notification(
                UUID.randomUUID().toString(),
                fact.topic(),
                at,
                environment,
                fact.level(),
                Excerpt.of(environment + ": " + fact.text(), LONGEST_TEXT),
                null,
                Json.MAPPER.valueToTree(fact));
    }

    Notification withUrl(@Nullable String other) {
        return new Notification(id, event, at, environment, level, text, other, data);
    }

    /// A text of the data; empty where there is none of that name.
    String datum(String name) {
        return data.path(name).asText();
    }
}
