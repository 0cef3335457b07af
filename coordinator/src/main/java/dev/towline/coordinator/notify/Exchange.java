package dev.towline.coordinator.notify;

import java.net.http.HttpRequest;

/// Sends a request and gives what came back, in bounded time.
@FunctionalInterface
interface Exchange {
    /// Sends it.
    ///
    /// @throws InterruptedException where the coordinator ends meanwhile
    Reply send(HttpRequest.Builder request) throws InterruptedException;
}
