package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.agent.plan.Step;
import dev.towline.agent.plan.StepOutcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

            assertThat(new StepRunner(api, ticker).perform(step))
                    .isEqualTo(new StepOutcome.Refused("the service has no such hook"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 409})
    void beforeAStopIsDoneWhereTheContainerHasEnded(int status) throws Exception {
        try (var engine = ScriptedEngine.running((head, _, out) -> ended(head, status, out));
                var api = new EngineApi(engine.uri())) {
            var hook = new ServiceHook(api, ticker, Duration.ofMinutes(1));

            hook.run(step(Step.RunHook.When.PRE_STOP));

            assertThat(engine.requests()).anyMatch(it -> it.contains("/containers/id/exec"));
            assertThatThrownBy(() -> hook.run(step()))
                    .isInstanceOf(EngineException.Refused.class)
                    .hasMessageContaining("is not running");
        }
    }

    private static void ended(String head, int status, OutputStream out) throws IOException {
        var refused = ScriptedEngine.ok("{\"message\": \"container id is not running\"}");
        var line =
                head.contains("/exec")
                        ? refused.replace("200 OK", status + " No")
                        : ScriptedEngine.ok(version());
        out.write(line.getBytes(StandardCharsets.UTF_8));
    }

    private static Step.RunHook step() {
        return step(Step.RunHook.When.POST_START);
    }

    private static Step.RunHook step(Step.RunHook.When when) {
        var project =
                Projects.project(
                        """
                        {"name": "s", "services": {"api": {"image": "i",
                          "pre_stop": [{"command": ["drain"]}],
                          "post_start": [{"command": ["sleep", "infinity"]}]}}}
                        """);
        return new Step.RunHook(project, "api", "id", "api", when, 0, "test");
    }

    private static String version() {
        return "{\"Version\": \"24.0.9\"}";
    }

    private static void answer(String head, OutputStream out) throws IOException {
        var body = head.contains("/version") ? version() : "{\"Id\": \"abc\", \"Running\": true}";
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
