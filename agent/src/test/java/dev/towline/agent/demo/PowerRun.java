package dev.towline.agent.demo;

import dev.towline.agent.demo.DemoStack.Contract;
import dev.towline.agent.demo.DemoStack.Oddity;
import dev.towline.ids.CommitSha;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.awaitility.core.ConditionTimeoutException;

/// Deployment after deployment, good ones and bad ones, each with a power cut at some moment, while
/// a client writes rows; after each, what must hold is asked of everybody but the agent.
final class PowerRun implements AutoCloseable {
    private static final DemoStack GOOD = DemoStack.good().with(Oddity.QUICK).with(Oddity.ROWS);
    private static final DemoStack BAD = GOOD.with(Contract.FAILS);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration REST = Duration.ofSeconds(20);
    private static final int LONGEST_PAUSE_MILLIS = 5000;

    private final PowerVm power;
    private final TestSite site;
    private final Random random;
    private final Consumer<String> tell;
    private final PowerFigures figures = new PowerFigures();
    private final Attendant attendant;
    private CommitSha accepted;

    /// @param seed decides which deployments, and after which pauses
    PowerRun(Path folder, long seed, Consumer<String> tell) {
        this.power = new PowerVm(folder);
        this.site = site(folder);
        this.random = new Random(seed);
        this.tell = tell;
        this.attendant = new Attendant(site, power.engine(), tell);
        this.accepted = site.publish(GOOD);
    }

    private TestSite site(Path folder) {
        try {
            return new TestSite("power", folder, power.engine().socket(), TestSite.STAGING);
        } catch (RuntimeException e) {
            power.close();
            throw e;
        }
    }

    /// So many power cuts; the first that is not overcome is the last.
    PowerFigures run(int cuts) {
        site.assertEnds(site.order(accepted), "accepted");
        var inspection = StackInspection.of(site);
        var rows = ChaosRows.into(site.api());
        var watch = ChaosWatch.over(site.engine(), tell);
        try (rows;
                watch) {
            for (int cut = 1; cut <= cuts && figures.failures().isEmpty(); cut++) {
                round(inspection);
            }
        }
        if (figures.failures().isEmpty()) {
            figures.rows(rows.acknowledged(), rows.lost(site.engine()));
        }
        figures.shared(watch.shared());
        figures.engineRestarts(attendant.engineRestarts());
        return figures;
    }

    private void round(StackInspection inspection) {
        var good = random.nextInt(3) > 0;
        var sha = site.publish(good ? GOOD : BAD);
        var pause = Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS));
        var deployment = site.order(sha);
        ChaosPlace.pause(pause);
        power.cut(site.agent());
        long start = System.nanoTime();
        power.boot(site.agent());
        var outcome = outcome(deployment);
        if (outcome.equals("accepted")) {
            accepted = sha;
        }
        if (outcome.equals(good ? "accepted" : "rolled-back")) {
            awaitRest(inspection);
        } else {
            figures.failure(deployment + ": " + outcome + " " + logs());
        }
        figures.round(outcome, Duration.ofNanos(System.nanoTime() - start));
        tell.accept("after " + pause.toMillis() + " ms of a deployment: " + outcome);
    }

    private String outcome(String deployment) {
        try {
            return attendant.outcome(deployment, PATIENCE);
        } catch (ConditionTimeoutException _) {
            return "does not end";
        }
    }

    private void awaitRest(StackInspection inspection) {
        var broken = attendant.brokenAfter(REST, () -> inspection.broken(accepted));
        if (!broken.isEmpty()) {
            figures.failure(broken + " " + logs());
        }
    }

    private String logs() {
        return String.join("\n", List.of(site.agent().tail(), power.tail()));
    }

    @Override
    public void close() {
        try {
            site.close();
        } finally {
            power.close();
        }
    }
}
