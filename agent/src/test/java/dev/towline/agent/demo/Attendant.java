package dev.towline.agent.demo;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// A person who waits beside a VM and does what the agent asks for: the engine that lost count of
/// its own ports is restarted.
final class Attendant {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final TestSite site;
    private final PrivateEngine engine;
    private int restarts;

    Attendant(TestSite site, PrivateEngine engine) {
        this.site = site;
        this.engine = engine;
    }

    /// Waits for a deployment's end; its outcome.
    ///
    /// @throws ConditionTimeoutException where it does not end
    String outcome(String deployment, Duration patience) {
        return Awaitility.await("end of " + deployment)
                .atMost(patience)
                .pollInterval(PAUSE)
                .ignoreException(DemoException.class)
                .until(
                        () -> {
                            doAsAsked();
                            return site.operator().deployment(deployment).path("state").asText();
                        },
                        it -> !it.equals("pending") && !it.equals("running"));
    }

    /// As `StackInspection.brokenAfter`.
    List<String> brokenAfter(Duration patience, Supplier<List<String>> broken) {
        return StackInspection.brokenAfter(
                patience,
                () -> {
                    var found = broken.get();
                    if (!found.isEmpty()) {
                        doAsAsked();
                    }
                    return found;
                });
    }

    private void doAsAsked() {
        var said = site.agent().status(TestSite.STAGING).path("reason").asText();
        if (said.contains("restart the engine")) {
            engine.restart();
            restarts++;
        }
    }

    /// How often the agent asked.
    int engineRestarts() {
        return restarts;
    }
}
