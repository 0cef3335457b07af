package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A small VM is not to be flooded by one deployment.
@Timeout(60)
class PullTurnsTest {
    private static final String MISSING = "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}";
    private final AtomicInteger underway = new AtomicInteger();
    private final CountDownLatch open = new CountDownLatch(1);

    @Test
    void fourImagesArePulledAtATime() throws Exception {
        try (var engine = ScriptedEngine.running((head, _, out) -> answer(head, out));
                var api = new EngineApi(engine.uri());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var puller = new Puller(api, nobody(), Ticker.SYSTEM);
            var pulls = new ArrayList<Future<PullOutcome>>();
            for (var number = 0; number < 9; number++) {
                var wanted = new WantedImage("registry/app:" + number, "", PullPolicy.MISSING);
                pulls.add(
                        threads.submit(() -> puller.pull(wanted, _ -> {}, Duration.ofSeconds(30))));
            }

            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> underway.get() == 4);

            assertThat(asked(engine)).isEqualTo(4);
            open.countDown();
            for (var pull : pulls) {
                assertThat(pull.get(30, TimeUnit.SECONDS)).isInstanceOf(PullOutcome.Missing.class);
            }
            assertThat(asked(engine)).isEqualTo(9);
        }
    }

    private void answer(String head, OutputStream out) throws IOException {
        if (head.startsWith("POST")) {
            underway.incrementAndGet();
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            underway.decrementAndGet();
        }
        var text =
                head.contains("/images/")
                        ? MISSING
                        : ScriptedEngine.ok("{\"Version\": \"24.0.9\"}");
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static long asked(ScriptedEngine engine) {
        return engine.requests().stream().filter(it -> it.startsWith("POST")).count();
    }

    private static RegistryCredentials nobody() {
        var helpers = new CredentialHelper(it -> it, Duration.ofSeconds(1));
        return new RegistryCredentials(Path.of("/nonexistent"), helpers);
    }
}
