package dev.towline.agent.demo;

import dev.towline.agent.demo.DemoStack.Contract;
import dev.towline.agent.demo.DemoStack.Oddity;
import dev.towline.ids.CommitSha;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// Deployment after deployment, good ones and bad ones, each with a fault at some moment, while a
/// client writes rows; after each, what must hold is asked of everybody but the agent.
final class ChaosRun implements AutoCloseable {
    private static final DemoStack GOOD = DemoStack.good().with(Oddity.ROWS);
    private static final DemoStack BAD = GOOD.with(Contract.FAILS);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration REST = Duration.ofSeconds(30);
    private static final int HEALED = 5;

    private final TestSite site;
    private final Random random;
    private final Consumer<String> tell;
    private final ChaosFigures figures = new ChaosFigures();
    private final List<CommitSha> published = new ArrayList<>();
    private final Path projects;
    private CommitSha accepted;

    /// @param seed decides which faults, and after which pauses
    ChaosRun(Path folder, long seed, Consumer<String> tell) {
        this.projects = folder.resolve("vm").resolve("srv");
        this.site = TestSite.named("chaos", folder);
        this.random = new Random(seed);
        this.tell = tell;
        this.accepted = publish(GOOD);
    }

    /// Rounds until the time is over, at least one; then the rows are counted.
    ChaosFigures run(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        site.assertEnds(site.order(accepted), "accepted");
        var inspection = ChaosInspection.of(site);
        var rows = ChaosRows.into(site.api());
        var watch = ChaosWatch.over(site.engine());
        try (rows;
                watch) {
            do {
                round(inspection);
            } while (System.nanoTime() < end && figures.failures().isEmpty());
            heal(inspection);
        }
        figures.rows(rows.acknowledged(), rows.lost(site.engine()).size());
        watch.shared().forEach(it -> figures.failure("the volume " + it + " had two owners"));
        return figures;
    }

    private CommitSha publish(DemoStack stack) {
        var sha = site.publish(stack);
        published.add(sha);
        return sha;
    }

    private void round(ChaosInspection inspection) {
        var good = random.nextInt(3) > 0;
        var sha = publish(good ? GOOD : BAD);
        var fault = ChaosFault.any(random);
        var place =
                new ChaosPlace(
                        site,
                        projects.resolve(site.project(TestSite.STAGING)),
                        random,
                        List.copyOf(published));
        var deployment = site.order(sha);
        place.pause();
        fault.strike(place);
        long struck = System.nanoTime();
        var outcome = outcome(deployment);
        var took = Duration.ofNanos(System.nanoTime() - struck);
        if (outcome.equals("accepted")) {
            accepted = sha;
        }
        figures.round(fault, outcome, took);
        tell.accept(fault + " in a " + (good ? "good" : "bad") + " one: " + outcome);
        if (!rests(inspection)) {
            takeOver(fault, inspection);
        }
    }

    private String outcome(String deployment) {
        try {
            return site.operator().awaitOutcome(deployment, PATIENCE);
        } catch (ConditionTimeoutException _) {
            figures.failure(deployment + " does not end: " + site.agent().tail());
            return "none";
        }
    }

    private boolean rests(ChaosInspection inspection) {
        try {
            Awaitility.await()
                    .atMost(REST)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreException(DemoException.class)
                    .until(() -> inspection.broken(accepted).isEmpty());
            return true;
        } catch (ConditionTimeoutException _) {
            return false;
        }
    }

    // What a person made by hand is reported and left, until the next deployment.
    private void takeOver(ChaosFault fault, ChaosInspection inspection) {
        var broken = inspection.broken(accepted);
        var said = site.agent().status(TestSite.STAGING);
        if (!fault.rival() || said.path("status").asText().equals("converged")) {
            figures.failure(fault + ": " + broken + " " + site.agent().tail());
            return;
        }
        accepted = publish(GOOD);
        var outcome = outcome(site.order(accepted));
        figures.takenOver();
        if (!outcome.equals("accepted") || !rests(inspection)) {
            figures.failure(fault + ", then " + outcome + ": " + inspection.broken(accepted));
        }
    }

    private void heal(ChaosInspection inspection) {
        for (int time = 0; time < HEALED && figures.failures().isEmpty(); time++) {
            var name = site.engine().container("dashboard");
            long start = System.nanoTime();
            EngineSocket.ofThisMachine().remove(name);
            Awaitility.await("healing")
                    .atMost(REST)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> site.engine().running().containsKey(name));
            figures.healed(Duration.ofNanos(System.nanoTime() - start));
            if (!rests(inspection)) {
                figures.failure("after healing: " + inspection.broken(accepted));
            }
        }
    }

    @Override
    public void close() {
        site.close();
    }
}
