package dev.towline.coordinator.notify;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// Sends over HTTP: within a time for the whole of it, without following anyone elsewhere, and
/// reading no more of an answer than its beginning.
final class Postman implements Exchange, AutoCloseable {
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(TO_CONNECT)
                    .build();
    private final Duration longest;
    private final InstantSource clock;

    /// One that takes so long at most, from the first byte that is sent to the last that is read.
    Postman(Duration longest, InstantSource clock) {
        this.longest = longest;
        this.clock = clock;
    }

    @Override
    public Reply send(HttpRequest.Builder wanted) throws InterruptedException {
        var request = wanted.header("User-Agent", "towline").build();
        var objection = new Destination(request.uri()).objection();
        if (objection.isPresent()) {
            return new Reply.Failed(objection.get());
        }
        var sent = http.sendAsync(request, _ -> new FirstBytes(LONGEST_ANSWER));
        try {
            return answered(sent.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return new Reply.Failed("there was no answer within " + longest.toSeconds() + " s");
        } catch (ExecutionException e) {
            return new Reply.Failed(words(e.getCause() == null ? e : e.getCause()));
        } finally {
            // Hangs up where it is still under way.
            sent.cancel(true);
        }
    }

    private Reply answered(HttpResponse<String> response) {
        return new Reply.Answered(
                response.statusCode(), response.body(), retryAfter(response.headers()));
    }

    /// Seconds, or a date (RFC 9110, 10.2.3).
    private Optional<Duration> retryAfter(HttpHeaders headers) {
        return headers.firstValue("Retry-After").map(String::strip).flatMap(this::retryAfter);
    }

    private Optional<Duration> retryAfter(String text) {
        try {
            if (text.chars().allMatch(Character::isDigit)) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(clock.instant(), date.toInstant()));
        } catch (NumberFormatException | DateTimeException _) {
            return Optional.empty();
        }
    }

    /// The client's own messages may name the URL.
    private static String words(Throwable failure) {
        return switch (failure) {
            case HttpConnectTimeoutException _ -> "could not connect in time";
            case ConnectException _ -> "could not connect";
            case SSLException _ -> "could not agree on TLS";
            default -> "the connection failed (" + failure.getClass().getSimpleName() + ")";
        };
    }

    /// Hangs up everywhere.
    @Override
    public void close() {
        http.shutdownNow();
    }
}
