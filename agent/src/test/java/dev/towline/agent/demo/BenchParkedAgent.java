package dev.towline.agent.demo;

import java.net.URI;

/// An agent as far as the coordinator sees it while it waits: one connection with a long poll on
/// it.
final class BenchParkedAgent implements AutoCloseable {
    private final BenchConnection connection;
    private final String token;
    private String known = "\"0\"";

    private BenchParkedAgent(BenchConnection connection, String token) {
        this.connection = connection;
        this.token = token;
    }

    static BenchParkedAgent connected(URI coordinator, String token) {
        return new BenchParkedAgent(BenchConnection.to(coordinator), token);
    }

    /// Asks for an order that it does not know yet.
    void ask() {
        var request =
                """
                GET /api/v1/agent/desired HTTP/1.1
                Host: 127.0.0.1
                Authorization: Bearer %s
                If-None-Match: %s
                Prefer: wait=55

                """
                        .formatted(token, known);
        connection.send(request, "");
    }

    /// Waits for the order.
    ///
    /// @return when the whole of it was there, as of `System.nanoTime()`
    long awaitOrder() {
        var answer = connection.receive();
        if (!answer.status().startsWith("HTTP/1.1 200")) {
            throw new DemoException("a waiting agent got " + answer.status());
        }
        known = answer.tag();
        return System.nanoTime();
    }

    @Override
    public void close() {
        connection.close();
    }
}
