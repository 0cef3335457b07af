package dev.towline.agent.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.towline.settings.PrivateCa;
import dev.towline.wire.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// HTTP/1.1 to one coordinator, with deadlines for whole answers and a limit on their size.
final class Connection implements AutoCloseable {
    private static final int LARGEST = 1024 * 1024;
    private static final int LONGEST_DETAIL = 300;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final String base;
    private final HttpClient client;

    Connection(URI coordinator) {
        this(coordinator, HttpClient.newBuilder());
    }

    /// @param ca the only authority that vouches for the coordinator; null: the system's
    /// @throws LinkException where the authority's file cannot be used
    static Connection to(URI coordinator, @Nullable Path ca) throws LinkException {
        var builder = HttpClient.newBuilder();
        return new Connection(coordinator, ca == null ? builder : builder.sslContext(trusting(ca)));
    }

    private static SSLContext trusting(Path ca) throws LinkException {
        try {
            return PrivateCa.trusting(ca);
        } catch (IOException e) {
            throw new LinkException(String.valueOf(e.getMessage()), e);
        }
    }

    private Connection(URI coordinator, HttpClient.Builder builder) {
        this.base = coordinator.toString().replaceAll("/+$", "");
        this.client =
                builder.version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Accept", "application/json, application/problem+json");
    }

    /// Sends a request that may be sent twice.
    ///
    /// A kept-alive connection that the other side closed is only found out by using it. For GET
    /// the client itself takes a new one then; for other methods this does, once.
    HttpResponse<String> send(HttpRequest request, Duration deadline)
            throws IOException, InterruptedException {
        try {
            return once(request, deadline);
        } catch (ConnectException | HttpTimeoutException e) {
            throw e;
        } catch (IOException e) {
            if (request.method().equals("GET")) {
                throw e;
            }
            return once(request, deadline);
        }
    }

    private HttpResponse<String> once(HttpRequest request, Duration deadline)
            throws IOException, InterruptedException {
        var answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST));
        try {
            return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new HttpTimeoutException("no whole answer within " + deadline.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException fault ? fault : new IOException(e);
        } finally {
            answer.cancel(true);
        }
    }

    /// A fault in words.
    static String describe(IOException fault) {
        return switch (fault) {
            case ConnectException _ -> "could not connect";
            default -> shortened(Objects.requireNonNullElse(fault.getMessage(), fault.toString()));
        };
    }

    /// An answer that was not wanted, in words: its status and its problem's detail.
    static String describe(HttpResponse<String> answer) {
        var status = "HTTP status " + answer.statusCode();
        try {
            var detail = Json.MAPPER.readTree(answer.body()).path("detail").asText();
            return detail.isEmpty() ? status : status + ": " + shortened(detail);
        } catch (JsonProcessingException _) {
            // Not a problem document; the status has to do.
            return status;
        }
    }

    static String shortened(String text) {
        var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL) + "…";
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
