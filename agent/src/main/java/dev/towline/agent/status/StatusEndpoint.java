package dev.towline.agent.status;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.towline.metrics.Exposition;
import dev.towline.wire.Condition;
import dev.towline.wire.Json;
import dev.towline.wire.Problem;
import dev.towline.wire.Status;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The agent's status over HTTP, for people and monitors on the VM itself.
///
/// Anybody on the machine may read it, so it holds no secrets; nobody else can reach it. Browsers
/// are kept out by the `Host` header: a page whose name was rebound to loopback shall not read it.
public final class StatusEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusEndpoint.class);
    private static final int MOST_AT_ONCE = 32;
    private static final String STATUS = "/status";
    private static final String JSON = "application/json";

    private final Supplier<List<Status>> source;
    private final Supplier<String> metrics;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final HttpServer server;

    private StatusEndpoint(HttpServer server, Sources sources) {
        this.server = server;
        this.source = sources.status();
        this.metrics = sources.metrics();
    }

    /// What is shown.
    ///
    /// @param status of each environment that the agent serves
    /// @param metrics in Prometheus' text form
    public record Sources(Supplier<List<Status>> status, Supplier<String> metrics) {
        public Sources(Supplier<List<Status>> status, AgentMetrics metrics) {
            this(status, metrics::text);
        }
    }

    /// Starts to listen.
    ///
    /// @param address a loopback address; port 0: any that is free
    /// @throws IOException where the address is taken
    public static StatusEndpoint start(InetSocketAddress address, Sources sources)
            throws IOException {
        if (!address.getAddress().isLoopbackAddress()) {
            throw new IOException("could not listen on " + address + ": not a loopback address");
        }
        var endpoint = new StatusEndpoint(HttpServer.create(address, 0), sources);
        endpoint.server.setExecutor(endpoint.threads);
        endpoint.server.createContext("/", endpoint::handle);
        endpoint.server.start();
        return endpoint;
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    private record Answer(int status, String type, String body) {
        static Answer json(int status, Object body) {
            return new Answer(status, JSON, Json.write(body));
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!room.tryAcquire()) {
                send(exchange, problem(503, "Busy", "more than " + MOST_AT_ONCE + " requests"));
                return;
            }
            try {
                send(exchange, answer(exchange));
            } finally {
                room.release();
            }
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().add("Allow", "GET");
            return problem(405, "Method not allowed", "only GET is");
        }
        if (!Hosts.local(exchange.getRequestHeaders().getFirst("Host"))) {
            return problem(421, "Misdirected request", "ask for localhost or a loopback address");
        }
        try {
            return answer(exchange.getRequestURI().getPath());
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("error", e.toString()).setCause(e).log("no status to show");
            return problem(500, "Internal error", "the agent's log says why");
        }
    }

    private Answer answer(String path) {
        if (path.equals(STATUS)) {
            var all = source.get();
            return Answer.json(200, all.size() == 1 ? all.getFirst() : all);
        }
        if (path.equals("/health")) {
            return health();
        }
        if (path.equals("/metrics")) {
            return new Answer(200, Exposition.MEDIA_TYPE, metrics.get());
        }
        return environment(path)
                .<Answer>map(it -> Answer.json(200, it))
                .orElseGet(() -> problem(404, "Not found", "there is /status, /health, /metrics"));
    }

    private Optional<Status> environment(String path) {
        return source.get().stream()
                .filter(it -> path.equals(STATUS + "/" + it.environment()))
                .findFirst();
    }

    private Answer health() {
        var reasons = new TreeMap<String, String>();
        for (var status : source.get()) {
            if (status.status() != Condition.CONVERGED) {
                var reason = StatusText.word(status.status()) + ": " + status.reason();
                reasons.put(status.environment().value(), reason);
            }
        }
        return reasons.isEmpty()
                ? Answer.json(200, Map.of("status", "converged"))
                : Answer.json(503, new Unhealthy("not-converged", reasons));
    }

    private record Unhealthy(String status, Map<String, String> reasons) {}

    private static Answer problem(int status, String title, String detail) {
        var problem = new Problem("about:blank", title, status, detail, null, null);
        return new Answer(status, Problem.MEDIA_TYPE, Json.write(problem));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", answer.type());
        exchange.getResponseHeaders().add("Cache-Control", "no-store");
        // A HEAD has no body, and saying otherwise would leave the connection waiting for it.
        var head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
