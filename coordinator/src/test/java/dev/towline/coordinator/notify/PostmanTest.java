package dev.towline.coordinator.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.towline.coordinator.TestReceiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is made of receivers that do not do what they should.
final class PostmanTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    private final Postman postman = new Postman(Duration.ofSeconds(1), CLOCK);
    private TestReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = new TestReceiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
        postman.close();
    }

    private Reply send() throws InterruptedException {
        return send(receiver.url());
    }

    private Reply send(String url) throws InterruptedException {
        return postman.send(HttpRequest.newBuilder(URI.create(url)).GET());
    }

    private Reply sendAnsweredWith(String header, String value) throws InterruptedException {
        receiver.does((exchange, _) -> {
            exchange.getResponseHeaders().set(header, value);
            TestReceiver.answer(exchange, 429, "");
        });
        return send();
    }

    @Test
    void givesTheAnswer() throws InterruptedException {
        assertThat(send()).isEqualTo(new Reply.Answered(200, "ok", Optional.empty()));
    }

    @Test
    void readsHowLongItIsToWaitInSecondsAndAsADate() throws InterruptedException {
        assertThat(sendAnsweredWith("Retry-After", "90"))
                .isEqualTo(new Reply.Answered(429, "", Optional.of(Duration.ofSeconds(90))));
        assertThat(sendAnsweredWith("Retry-After", "Thu, 01 Jan 2026 00:05:00 GMT"))
                .isEqualTo(new Reply.Answered(429, "", Optional.of(Duration.ofMinutes(5))));
    }

    @Test
    void passesOverATimeToWaitThatIsNone() throws InterruptedException {
        for (var value : new String[] {"soon", "-1", "", "99999999999999999999"}) {
            assertThat(sendAnsweredWith("Retry-After", value))
                    .as(value)
                    .isEqualTo(new Reply.Answered(429, "", Optional.empty()));
        }
    }

    @Test
    void goesNowhereElse() throws IOException, InterruptedException {
        try (var elsewhere = new TestReceiver()) {
            receiver.does((exchange, _) -> {
                exchange.getResponseHeaders().set("Location", elsewhere.url());
                TestReceiver.answer(exchange, 307, "");
            });

            var reply = send();

            assertThat(reply.words()).isEqualTo("the answer was 307; redirects are not followed");
            assertThat(elsewhere.got()).isEmpty();
        }
    }

    @Test
    void waitsForNobodyForEver() throws InterruptedException {
        receiver.hangs();

        assertThat(send()).isEqualTo(new Reply.Failed("there was no answer within 1 s"));
    }

    @Test
    void waitsForNoAnswerThatNeverEnds() throws InterruptedException {
        receiver.does((exchange, _) -> {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
        });

        assertThat(send()).isEqualTo(new Reply.Failed("there was no answer within 1 s"));
    }

    @Test
    void readsNoMoreThanTheBeginningOfAnAnswer() throws InterruptedException {
        receiver.does((exchange, _) -> writeForEver(exchange));

        assertThat(send())
                .isEqualTo(new Reply.Answered(200, "x".repeat(64 * 1024), Optional.empty()));
    }

    private static void writeForEver(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        var part = "x".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        try (var out = exchange.getResponseBody()) {
            while (true) {
                out.write(part);
            }
        }
    }

    @Test
    void saysThatTheConnectionWasClosed() throws InterruptedException {
        receiver.does((exchange, _) -> exchange.close());

        assertThat(send().words()).startsWith("the connection failed (");
    }

    @Test
    void talksToNoAddressThatCloudsAnswerSecretsAt() throws InterruptedException {
        for (var host : new String[] {"169.254.169.254", "[fe80::1]", "0.0.0.0", "224.0.0.1"}) {
            assertThat(send("http://" + host + "/"))
                    .isEqualTo(new Reply.Failed("its address is not to be talked to"));
        }
    }
}
