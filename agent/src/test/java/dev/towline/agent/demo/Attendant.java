package dev.towline.agent.demo;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// A person who waits beside a VM and does what the agent asks for: the engine that lost count of
/// its own ports is restarted, alone or with all that it runs. And what the VM's supervisor does:
/// the engine that ended by itself is started again.
final class Attendant {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration UNTIL_IT_LOOKED = Duration.ofSeconds(10);

    private final TestSite site;
    private final PrivateEngine engine;
    private final Consumer<String> tell;
    private long believed = System.nanoTime();
    private int restarts;
    private int ends;

    /// @param tell is told at once of an engine that ended by itself
    Attendant(TestSite site, PrivateEngine engine, Consumer<String> tell) {
        this.site = site;
        this.engine = engine;
        this.tell = tell;
    }

    /// Waits for a deployment's end; its outcome.
    ///
    /// @throws ConditionTimeoutException where it does not end
    String outcome(String deployment, Duration patience) {
        return Awaitility.await("end of " + deployment)
                .atMost(patience)
                .pollInterval(PAUSE)
                .pollInSameThread()
                .ignoreException(DemoException.class)
                .until(
                        () -> {
                            supervise();
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
                    supervise();
                    var found = broken.get();
                    if (!found.isEmpty()) {
                        doAsAsked();
                    }
                    return found;
                });
    }

    /// Starts the engine again where it ended by itself; whether it had.
    boolean supervise() {
        if (!engine.endedByItself()) {
            return false;
        }
        tell.accept("the engine ended by itself: " + engine.tail());
        engine.start();
        ends++;
        return true;
    }

    /// The agent has to see what came of it before it is believed again.
    private void doAsAsked() {
        var said = site.agent().status(TestSite.STAGING).path("reason").asText();
        if (said.contains("restart the engine") && System.nanoTime() - believed >= 0) {
            if (said.contains("restart the VM")) {
                engine.killAll9();
                engine.start();
            } else {
                engine.restart();
            }
            restarts++;
            believed = System.nanoTime() + UNTIL_IT_LOOKED.toNanos();
        }
    }

    /// How often the agent asked.
    int engineRestarts() {
        return restarts;
    }

    /// How often the engine ended by itself.
    int engineEnds() {
        return ends;
    }
}
