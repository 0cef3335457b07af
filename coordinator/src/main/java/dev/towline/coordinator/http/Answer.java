package dev.towline.coordinator.http;

import java.util.Map;

/// What a request is answered with.
public sealed interface Answer {

    /// A value as JSON.
    record Document(int status, Map<String, String> headers, Object body) implements Answer {
        public Document {
            headers = Map.copyOf(headers);
        }
    }

    /// A status without a body.
    record Empty(int status, Map<String, String> headers) implements Answer {
        public Empty {
            headers = Map.copyOf(headers);
        }
    }

    /// Server-sent events, for as long as the source goes on.
    record Events(EventSource source) implements Answer {}

    static Answer ok(Object body) {
        return new Document(200, Map.of(), body);
    }

    static Answer created(Object body) {
        return new Document(201, Map.of(), body);
    }
}
