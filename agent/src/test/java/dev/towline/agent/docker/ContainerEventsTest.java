package dev.towline.agent.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ContainerEventsTest {
    @Test
    void areListenedForAgainAfterTheStreamEndedAndTheGapIsTold() throws Exception {
        var streams = new AtomicInteger();
        var changes = new AtomicInteger();
        try (var engine =
                        ScriptedEngine.running((head, in, out) -> {
                            if (head.contains("/events")) {
                                oneEvent(streams.incrementAndGet(), in, out);
                            } else {
                                out.write(
                                        ScriptedEngine.ok("{}")
                                                .getBytes(StandardCharsets.US_ASCII));
                            }
                        });
                var api = new EngineApi(engine.uri());
                var _ =
                        ContainerEvents.listen(
                                api, "shop", _ -> changes.incrementAndGet(), Ticker.SYSTEM)) {
            // One event of the first stream, the gap, one event of the second.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> streams.get() == 2 && changes.get() == 3);
        }
    }

    @Test
    void endWhenClosed() throws Exception {
        var changes = new AtomicInteger();
        try (var engine = ScriptedEngine.mute();
                var api = new EngineApi(engine.uri())) {
            var events =
                    ContainerEvents.listen(
                            api, "closed", _ -> changes.incrementAndGet(), Ticker.SYSTEM);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !engine.requests().isEmpty());

            events.close();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            Thread.getAllStackTraces().keySet().stream()
                                    .noneMatch(it -> it.getName().equals("events-closed")));
        }
    }

    // The first stream ends after its event, the second one stays.
    private static void oneEvent(int stream, InputStream in, OutputStream out) throws IOException {
        out.write(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{}\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        if (stream > 1) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
