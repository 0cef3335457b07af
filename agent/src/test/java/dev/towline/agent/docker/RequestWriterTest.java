package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestWriterTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void aStreamIsSentInChunks() throws IOException {
        try (var engine = ScriptedEngine.running(RequestWriterTest::echoChunks);
                var transport = UnixSocketTransport.to(engine.uri(), LONG)) {
            var body = "0123456789".repeat(5_000);
            var request =
                    Request.builder()
                            .method(Method.PUT)
                            .path("/x")
                            .body(new ByteArrayInputStream(ascii(body)))
                            .build();

            try (var response = transport.execute(request)) {
                assertThat(response.getBody()).hasBinaryContent(ascii(body));
            }
        }
    }

    @Test
    void aCommandSeesTheEndOfItsInputAndStillAnswers() throws IOException {
        try (var engine = ScriptedEngine.running(RequestWriterTest::upgradeAndEcho);
                var transport = UnixSocketTransport.to(engine.uri(), LONG)) {
            var request =
                    Request.builder()
                            .method(Method.POST)
                            .path("/exec/1/start")
                            .hijackedInput(new ByteArrayInputStream(ascii("typed")))
                            .build();

            try (var response = transport.execute(request)) {
                assertThat(response.getStatusCode()).isEqualTo(101);
                assertThat(response.getBody()).hasBinaryContent(ascii("typed, then its end"));
            }
        }
    }

    @Test
    void aLineBreakIsNeverSent() throws IOException {
        try (var engine = ScriptedEngine.answering(ScriptedEngine.ok(""));
                var transport = UnixSocketTransport.to(engine.uri(), LONG)) {
            var request =
                    Request.builder()
                            .method(Method.GET)
                            .path("/x")
                            .headers(Map.of("X-Registry-Auth", "a\r\nb"))
                            .build();

            assertThatThrownBy(() -> transport.execute(request)).hasMessageContaining("line break");
        }
    }

    private static void echoChunks(String head, InputStream in, OutputStream out)
            throws IOException {
        assertThat(head).contains("Transfer-Encoding: chunked");
        var body = new ChunkedBody(in).readAllBytes();
        out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n"));
        out.write(body);
    }

    private static void upgradeAndEcho(String head, InputStream in, OutputStream out)
            throws IOException {
        assertThat(head).contains("Upgrade: tcp");
        out.write(ascii("HTTP/1.1 101 UPGRADED\r\n\r\n"));
        // Comes only when the input has ended: the client has closed its half.
        out.write(in.readAllBytes());
        out.write(ascii(", then its end"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
