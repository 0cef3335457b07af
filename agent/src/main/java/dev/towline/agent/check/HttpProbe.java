package dev.towline.agent.check;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Gets one URL, once, on a connection of its own.
///
/// A kept-alive connection could still end at the container that was replaced.
final class HttpProbe {
    private static final int LARGEST = 64 * 1024;
    private static final int MOST_REDIRECTS = 3;

    private HttpProbe() {}

    /// What came of it.
    sealed interface Answer {
        record Answered(int status, String body) implements Answer {}

        record Fault(String message) implements Answer {}
    }

    /// Gets the URL; a redirect is followed within the same origin only, since another host's
    /// health says nothing of this stack's.
    ///
    /// @param deadline for all of it: connecting, redirects and the last byte of the body
    static Answer get(URI url, Duration deadline) throws InterruptedException {
        var client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .connectTimeout(deadline)
                        .build();
        try (client) {
            try {
                return follow(client, url, System.nanoTime() + deadline.toNanos());
            } finally {
                client.shutdownNow();
            }
        }
    }

    private static Answer follow(HttpClient client, URI first, long deadline)
            throws InterruptedException {
        var url = first;
        for (var redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            var left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
            HttpResponse<String> response;
            try {
                response = send(client, url, left);
            } catch (IOException e) {
                return new Answer.Fault(describe(e));
            }
            var next = redirect(response);
            if (next.isEmpty()) {
                return new Answer.Answered(response.statusCode(), response.body());
            }
            if (!sameOrigin(url, next.get())) {
                return new Answer.Fault("it redirects to another host, " + next.get().getHost());
            }
            url = next.get();
        }
        return new Answer.Fault("more than " + MOST_REDIRECTS + " redirects");
    }

    private static HttpResponse<String> send(HttpClient client, URI url, Duration left)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url).header("Accept", "application/json").build();
        // The request's own timeout ends with the headers; this one covers the body too.
        var answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST));
        try {
            return answer.get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new IOException("no whole answer in time");
        } catch (ExecutionException e) {
            throw new IOException(describe(Objects.requireNonNullElse(e.getCause(), e)), e);
        } finally {
            answer.cancel(true);
        }
    }

    private static Optional<URI> redirect(HttpResponse<?> response) {
        if (response.statusCode() / 100 != 3) {
            return Optional.empty();
        }
        try {
            return response.headers().firstValue("Location").map(response.uri()::resolve);
        } catch (IllegalArgumentException _) {
            // No address that could be followed: the status itself is the answer.
            return Optional.empty();
        }
    }

    private static boolean sameOrigin(URI one, URI other) {
        return Objects.equals(one.getScheme(), other.getScheme())
                && Objects.equals(one.getRawAuthority(), other.getRawAuthority());
    }

    private static String describe(Throwable fault) {
        if (fault instanceof ConnectException) {
            return "could not connect";
        }
        var message = fault.getMessage();
        return message == null ? fault.getClass().getSimpleName() : Words.value(message);
    }
}
