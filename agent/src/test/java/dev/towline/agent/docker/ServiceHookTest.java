package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.agent.plan.Step;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServiceHookTest {
    private final StillTicker ticker = new StillTicker();

    @Test
    void isWaitedForUntilItsDeadline() throws Exception {
        try (var engine = ScriptedEngine.running((head, _, out) -> answer(head, out));
                var api = new EngineApi(engine.uri())) {
            var hook = new ServiceHook(api, ticker, Duration.ofMinutes(1));

            assertThatThrownBy(() -> hook.run(step()))
                    .isInstanceOf(EngineException.Refused.class)
                    .hasMessage("it did not end within 60 s");
            assertThat(ticker.sleeps.get()).isPositive();
        }
    }

    @Test
    void thatIsNotThereIsRefused() throws Exception {
        try (var engine = ScriptedEngine.running((head, _, out) -> answer(head, out));
                var api = new EngineApi(engine.uri())) {
            var project =
                    Projects.project(
                            "{\"name\": \"s\", \"services\": {\"api\": {\"image\": \"i\"}}}");
            var step =
                    new Step.RunHook(
                            project, "api", "id", "api", Step.RunHook.When.PRE_STOP, 0, "test");

            assertThat(new StepRunner(api, ticker).perform(step).toString())
                    .contains("could not run pre_stop hook 1 in api: the service has no such hook");
        }
    }

    private static Step.RunHook step() {
        var project =
                Projects.project(
                        """
                        {"name": "s", "services": {"api": {"image": "i",
                          "post_start": [{"command": ["sleep", "infinity"]}]}}}
                        """);
        return new Step.RunHook(
                project, "api", "id", "api", Step.RunHook.When.POST_START, 0, "test");
    }

    private static void answer(String head, OutputStream out) throws IOException {
        var body =
                head.contains("/version")
                        ? "{\"Version\": \"24.0.9\"}"
                        : "{\"Id\": \"abc\", \"Running\": true}";
        out.write(ScriptedEngine.ok(body).getBytes(StandardCharsets.UTF_8));
    }

    /// Time passes only in sleeps.
    private static final class StillTicker implements Ticker {
        private Duration now = Duration.ZERO;
        private final AtomicInteger sleeps = new AtomicInteger();

        @Override
        public Duration elapsed() {
            return now;
        }

        @Override
        public void sleep(Duration duration) {
            sleeps.incrementAndGet();
            now = now.plus(duration);
        }
    }
}
