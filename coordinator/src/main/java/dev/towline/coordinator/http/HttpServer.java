package dev.towline.coordinator.http;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;

/// Serves a table of routes; each request has a virtual thread of its own. HTTP/1.1 only.
///
/// Default deny: what is not in the table is 404, and each route in it says what it asks of its
/// caller. Bodies are bounded in length and time, connections in number.
public final class HttpServer implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 12_000;
    private static final long LONGEST_BODY = 1024L * 1024 + 1;
    private static final Duration SLOWEST_BODY = Duration.ofSeconds(10);

    private final BodyReader bodies;
    private final WebServer server;

    private HttpServer(Address address, List<Route> routes, Gate gate, Duration slowestBody) {
        this.bodies = new BodyReader(slowestBody);
        this.server =
                WebServer.builder()
                        .host(address.host())
                        .port(address.port())
                        .shutdownHook(false)
                        .featuresDiscoverServices(false)
                        .maxTcpConnections(MOST_CONNECTIONS)
                        .maxPayloadSize(LONGEST_BODY)
                        .shutdownGracePeriod(Duration.ofSeconds(1))
                        .directHandlers(problems())
                        .routing(rules -> lay(rules, routes, gate))
                        .build();
    }

    /// Where to serve.
    ///
    /// @param port 0 for any free one
    public record Address(String host, int port) {}

    /// Starts to serve.
    public static HttpServer start(Address address, List<Route> routes, Gate gate) {
        return start(address, routes, gate, SLOWEST_BODY);
    }

    static HttpServer start(Address address, List<Route> routes, Gate gate, Duration slowestBody) {
        var server = new HttpServer(address, routes, gate, slowestBody);
        server.server.start();
        return server;
    }

    public int port() {
        return server.port();
    }

    private void lay(HttpRouting.Builder rules, List<Route> routes, Gate gate) {
        var doors = new LinkedHashMap<String, Door>();
        for (var route : routes) {
            doors.computeIfAbsent(route.path(), _ -> new Door(gate, bodies)).add(route);
        }
        doors.forEach(rules::any);
        rules.any((_, response) -> ProblemAnswers.send(Refusal.notFound("such path"), response));
    }

    private static DirectHandlers problems() {
        var handlers = DirectHandlers.builder();
        for (var event : EventType.values()) {
            handlers.addHandler(event, ProblemAnswers.direct());
        }
        return handlers.build();
    }

    /// Ends; requests under way have a second to finish.
    @Override
    public void close() {
        server.stop();
        bodies.close();
    }
}
