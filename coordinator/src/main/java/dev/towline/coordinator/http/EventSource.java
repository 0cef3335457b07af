package dev.towline.coordinator.http;

import java.io.IOException;

/// Writes events until there are no more.
@FunctionalInterface
public interface EventSource {
    /// Writes everything, and returns at the end of the stream.
    ///
    /// @throws IOException where the client has gone
    void writeTo(EventStream stream) throws IOException;
}
