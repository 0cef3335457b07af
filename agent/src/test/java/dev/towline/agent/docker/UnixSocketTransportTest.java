package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UnixSocketTransportTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);

    @Nested
    class WhenTheEngineIsFrozen {

        @Test
        void theAnswersHeadHasADeadline() throws IOException {
            try (var engine = ScriptedEngine.mute();
                    var transport = UnixSocketTransport.to(engine.uri(), SHORT)) {
                assertThatThrownBy(() -> transport.execute(get("/x")))
                        .isInstanceOf(UncheckedIOException.class)
                        .hasCauseInstanceOf(SocketTimeoutException.class)
                        .hasMessageContaining("no answer within 200 ms");
            }
        }

        @Test
        void theAnswersBodyHasADeadline() throws IOException {
            try (var engine = stuckInItsBody();
                    var transport = UnixSocketTransport.to(engine.uri(), SHORT);
                    var response = transport.execute(get("/x"))) {
                assertThatThrownBy(() -> response.getBody().readAllBytes())
                        .isInstanceOf(SocketTimeoutException.class);
            }
        }

        @Test
        void aLargeRequestHasADeadlineToo() throws IOException {
            try (var engine = ScriptedEngine.running((_, _, _) -> waitForever());
                    var transport = UnixSocketTransport.to(engine.uri(), SHORT)) {
                var request =
                        Request.builder()
                                .method(Method.POST)
                                .path("/x")
                                .bodyBytes(new byte[20_000_000])
                                .build();

                assertThatThrownBy(() -> transport.execute(request))
                        .hasCauseInstanceOf(SocketTimeoutException.class);
            }
        }

        @Test
        void aStreamOutlivesTheDeadlineOfItsHead() throws Exception {
            try (var engine = slowStream();
                    var transport = UnixSocketTransport.to(engine.uri(), LONG);
                    var response = transport.beginningWithin(SHORT).execute(get("/events"))) {
                assertThat(new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("late");
            }
        }

        @Test
        void closingTheAnswerEndsAReadThatWaits() throws Exception {
            try (var engine = stuckInItsBody();
                    var transport = UnixSocketTransport.to(engine.uri(), LONG)) {
                var response = transport.execute(get("/x"));
                var thrown = new AtomicReference<Throwable>();
                var reader =
                        Thread.ofVirtual()
                                .start(() ->
                                        thrown.set(
                                                catchThrowable(
                                                        () -> response.getBody().readAllBytes())));

                response.close();

                assertThat(reader.join(LONG)).isTrue();
                assertThat(thrown.get()).isInstanceOf(IOException.class);
            }
        }

        private ScriptedEngine stuckInItsBody() throws IOException {
            return ScriptedEngine.running((_, in, out) -> {
                out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"));
                in.transferTo(OutputStream.nullOutputStream());
            });
        }

        // It answers only when the deadline of the head has passed, whatever the machine's pace.
        private ScriptedEngine slowStream() throws IOException {
            return ScriptedEngine.running((_, _, out) -> {
                out.write(ascii("HTTP/1.1 200 OK\r\n\r\n"));
                pause(SHORT.multipliedBy(3));
                out.write(ascii("late"));
            });
        }
    }

    @Nested
    class WhenTheAnswerIsWhole {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Content-Length: 11\r\n\r\nhello world",
                    "content-length:11\r\n\r\nhello world, and more that is not its",
                    "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n",
                    "\r\nhello world"
                })
        void itsBodyIsReadByItsFraming(String rest) throws IOException {
            try (var engine = ScriptedEngine.answering("HTTP/1.1 200 OK\r\n" + rest);
                    var transport = UnixSocketTransport.to(engine.uri(), LONG);
                    var response = transport.execute(get("/x"))) {
                assertThat(response.getStatusCode()).isEqualTo(200);
                assertThat(response.getBody()).hasBinaryContent(ascii("hello world"));
            }
        }

        @Test
        void aLargeBodyComesWhole() throws IOException {
            var body = "0123456789".repeat(10_000);
            try (var engine = ScriptedEngine.answering(ScriptedEngine.ok(body));
                    var transport = UnixSocketTransport.to(engine.uri(), LONG);
                    var response = transport.execute(get("/x"))) {
                assertThat(response.getBody()).hasBinaryContent(ascii(body));
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {304, 404, 409, 500})
        void itsStatusIsGivenOn(int status) throws IOException {
            try (var engine =
                            ScriptedEngine.answering(
                                    "HTTP/1.1 " + status + " Such\r\nContent-Length: 2\r\n\r\n{}");
                    var transport = UnixSocketTransport.to(engine.uri(), LONG);
                    var response = transport.execute(get("/x"))) {
                assertThat(response.getStatusCode()).isEqualTo(status);
                assertThat(response.getBody()).hasBinaryContent(ascii(status == 304 ? "" : "{}"));
            }
        }

        @Test
        void anInterimAnswerIsPassedOver() throws IOException {
            try (var engine =
                            ScriptedEngine.answering(
                                    "HTTP/1.1 100 Continue\r\n\r\n" + ScriptedEngine.ok("x"));
                    var transport = UnixSocketTransport.to(engine.uri(), LONG);
                    var response = transport.execute(get("/x"))) {
                assertThat(response.getBody()).hasBinaryContent(ascii("x"));
            }
        }
    }

    @Nested
    class WhenTheAnswerIsBroken {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Content-Length: 11\r\n\r\nhello",
                    "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                    "Transfer-Encoding: chunked\r\n\r\n9\r\nhello",
                    "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n"
                })
        void aBodyThatEndsEarlyIsAnError(String rest) throws IOException {
            try (var engine = ScriptedEngine.answering("HTTP/1.1 200 OK\r\n" + rest);
                    var transport = UnixSocketTransport.to(engine.uri(), LONG);
                    var response = transport.execute(get("/x"))) {
                assertThatThrownBy(() -> response.getBody().readAllBytes())
                        .isInstanceOf(EOFException.class);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "HTTP/1.1 200",
                    "SSH-2.0-OpenSSH\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nno field\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding"
                })
        void aHeadThatIsNoneIsAnError(String bytes) throws IOException {
            try (var engine = ScriptedEngine.answering(bytes);
                    var transport = UnixSocketTransport.to(engine.uri(), LONG)) {
                assertThatThrownBy(() -> transport.execute(get("/x")))
                        .isInstanceOf(UncheckedIOException.class);
            }
        }

        @Test
        void anEndlessLineIsAnError() throws IOException {
            try (var engine = ScriptedEngine.answering("HTTP/1.1 200 OK" + "x".repeat(100_000));
                    var transport = UnixSocketTransport.to(engine.uri(), LONG)) {
                assertThatThrownBy(() -> transport.execute(get("/x")))
                        .hasMessageContaining("too long");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:2375", "ssh://host", "http://localhost"})
    void anEngineElsewhereIsRefusedByName(String engine) {
        assertThatThrownBy(() -> UnixSocketTransport.to(URI.create(engine), LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(engine.substring(0, engine.indexOf(':') + 3));
    }

    private static Request get(String path) {
        return Request.builder().method(Method.GET).path(path).build();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void waitForever() {
        pause(LONG);
    }

    private static void pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }
}
