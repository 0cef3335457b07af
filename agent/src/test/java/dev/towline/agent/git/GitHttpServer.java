package dev.towline.agent.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/// Serves repositories over http by git's own `git http-backend`, behind Basic authentication.
final class GitHttpServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Path base;
    private volatile String token;

    GitHttpServer(Path base, String token) throws IOException {
        this.base = base;
        this.token = token;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/repos", this::serve);
        server.createContext("/moved", this::redirectHere);
        server.createContext("/away", this::redirectAway);
        server.start();
    }

    String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void accept(String newToken) {
        token = newToken;
    }

    private void redirectHere(HttpExchange exchange) throws IOException {
        redirect(exchange, address("/repos"), "/moved");
    }

    private void redirectAway(HttpExchange exchange) throws IOException {
        // The same server under another name: another host as far as a client can tell.
        String other = "http://localhost:" + server.getAddress().getPort() + "/repos";
        redirect(exchange, other, "/away");
    }

    private static void redirect(HttpExchange exchange, String to, String from) throws IOException {
        String rest = exchange.getRequestURI().toString().substring(from.length());
        exchange.getResponseHeaders().set("Location", to + rest);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!authorised(exchange)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            runBackend(exchange);
        }
    }

    private boolean authorised(HttpExchange exchange) {
        String credentials = "x-access-token:" + token;
        String wanted =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private void runBackend(HttpExchange exchange) throws IOException {
        Process backend = backend(exchange).start();
        byte[] body = body(exchange);
        try (var input = backend.getOutputStream()) {
            input.write(body);
        }
        try (var output = new BufferedInputStream(backend.getInputStream())) {
            answer(exchange, output);
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        InputStream raw = exchange.getRequestBody();
        return zipped ? new GZIPInputStream(raw).readAllBytes() : raw.readAllBytes();
    }

    private ProcessBuilder backend(HttpExchange exchange) {
        var builder = new ProcessBuilder("git", "http-backend");
        var environment = builder.environment();
        var uri = exchange.getRequestURI();
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_PROJECT_ROOT", base.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put("PATH_INFO", uri.getPath().substring("/repos".length()));
        environment.put("QUERY_STRING", uri.getQuery() == null ? "" : uri.getQuery());
        header(exchange, "Content-Type").ifPresent(it -> environment.put("CONTENT_TYPE", it));
        header(exchange, "Git-Protocol").ifPresent(it -> environment.put("GIT_PROTOCOL", it));
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    private static void answer(HttpExchange exchange, InputStream output) throws IOException {
        int status = 200;
        for (String line = line(output); !line.isEmpty(); line = line(output)) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            if (line.startsWith("Status:")) {
                status = Integer.parseInt(value.substring(0, 3));
            } else {
                exchange.getResponseHeaders().set(line.substring(0, colon), value);
            }
        }
        exchange.sendResponseHeaders(status, 0);
        output.transferTo(exchange.getResponseBody());
    }

    private static String line(InputStream output) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = output.read(); next >= 0 && next != '\n'; next = output.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        threads.close();
    }
}
