package dev.towline.coordinator.http;

import java.io.IOException;
import java.io.OutputStream;
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

    /// A text of another form than JSON.
    record Text(String mediaType, String body) implements Answer {}

    /// Server-sent events, for as long as the source goes on.
    record Events(EventSource source) implements Answer {}

    /// A body that is written piece by piece, because it may be long.
    record Streamed(String mediaType, Body body) implements Answer {
        /// Writes the body, whole; what it throws ends the connection, so that no reader takes a
        /// part for the whole.
        @FunctionalInterface
        public interface Body {
            void writeTo(OutputStream out) throws IOException;
        }
    }

    static Answer ok(Object body) {
        return new Document(200, Map.of(), body);
    }

    static Answer created(Object body) {
        return new Document(201, Map.of(), body);
    }
}
