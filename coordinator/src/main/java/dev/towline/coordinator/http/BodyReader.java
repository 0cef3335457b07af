package dev.towline.coordinator.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Reads a body whole, up to a length and within a time.
///
/// Helidon 4.5.0 waits for ever for a body that does not come. An alarm interrupts the request's
/// virtual thread instead; an interrupt closes the socket that a virtual thread reads from.
final class BodyReader implements AutoCloseable {
    private final Duration longest;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("body-alarm").factory());

    BodyReader(Duration longest) {
        this.longest = longest;
    }

    byte[] read(ServerRequest request, int limit) {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        if (declaredLength(request) > limit) {
            throw Refusal.tooLarge(limit);
        }
        var bytes = readWithin(request.content().inputStream(), limit + 1);
        if (bytes.length > limit) {
            throw Refusal.tooLarge(limit);
        }
        return bytes;
    }

    private static long declaredLength(ServerRequest request) {
        try {
            return request.headers()
                    .first(HeaderNames.CONTENT_LENGTH)
                    .map(Long::parseLong)
                    .orElse(0L);
        } catch (NumberFormatException _) {
            throw Refusal.malformed("Content-Length", "the length is not a number");
        }
    }

    private byte[] readWithin(InputStream in, int most) {
        var alarm = new Alarm(Thread.currentThread());
        var scheduled = clock.schedule(alarm::ring, longest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return in.readNBytes(most);
        } catch (IOException | ServerConnectionException _) {
            throw Refusal.tooSlow(longest + " for the body");
        } catch (HttpException e) {
            throw new Refusal(ProblemAnswers.transport(e.status().code()));
        } catch (RuntimeException _) {
            // Helidon reads chunks with whatever its parser throws.
            throw new Refusal(ProblemAnswers.transport(400));
        } finally {
            scheduled.cancel(false);
            alarm.disarm();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
