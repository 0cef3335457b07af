package dev.towline.coordinator.http;

import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Serves a table of routes; each request has a virtual thread of its own. HTTP/1.1 only.
///
/// Default deny: what is not in the table is 404, and each route in it says what it asks of its
/// caller. Bodies are bounded in length and time, connections in number.
public final class HttpServer implements AutoCloseable {
    /// More than any route takes, so that the route's own limit is the one that is told.
    private static final long LONGEST_BODY = 3 * 512 * 1024;

    private static final int LONGEST_HEADERS = 16 * 1024;
    private static final int LONGEST_FIRST_LINE = 4 * 1024;

    private final BodyReader bodies;
    private final Visitors visitors;
    private final @Nullable ServerTls tls;
    private final WebServer server;

    private HttpServer(Listener listener, List<Route> routes, Gate gate) {
        this.bodies = new BodyReader(listener.limits().body());
        this.visitors = new Visitors(listener.limits());
        var failures = new Failures(listener.limits(), listener.clock());
        var house = new Door.House(new Entrance(gate), bodies, failures);
        this.tls = listener.tls() == null ? null : ServerTls.of(listener.tls());
        var builder =
                WebServer.builder()
                        .host(listener.host())
                        .port(listener.port())
                        .shutdownHook(false)
                        // With NIO, a connection keeps twice the memory, and three times with TLS
                        // (Helidon 4.5.0).
                        .useNio(false)
                        .featuresDiscoverServices(false)
                        .connectionOptions(visitors.options())
                        .maxTcpConnections(listener.limits().connections())
                        .maxPayloadSize(LONGEST_BODY)
                        .addProtocol(http1())
                        .shutdownGracePeriod(Duration.ofSeconds(1))
                        .directHandlers(problems())
                        .routing(rules -> lay(rules, routes, house));
        if (tls != null) {
            builder.tls(Tls.builder().sslContext(tls.context()).build());
        }
        this.server = builder.build();
    }

    /// Where and how to serve.
    ///
    /// @param port 0 for any free one
    /// @param tls null: plain HTTP
    public record Listener(
            String host, int port, Limits limits, InstantSource clock, @Nullable TlsFiles tls) {}

    /// Starts to serve.
    public static HttpServer start(Listener listener, List<Route> routes, Gate gate) {
        var server = new HttpServer(listener, routes, gate);
        server.server.start();
        return server;
    }

    public int port() {
        return server.port();
    }

    private static Http1Config http1() {
        return Http1Config.builder()
                .maxHeadersSize(LONGEST_HEADERS)
                .maxPrologueLength(LONGEST_FIRST_LINE)
                .build();
    }

    private void lay(HttpRouting.Builder rules, List<Route> routes, Door.House house) {
        var doors = new LinkedHashMap<String, Door>();
        for (var route : routes) {
            doors.computeIfAbsent(route.path(), _ -> new Door(house)).add(route);
        }
        rules.addFilter(visitors::serve);
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
        visitors.close();
        bodies.close();
        if (tls != null) {
            tls.close();
        }
    }
}
