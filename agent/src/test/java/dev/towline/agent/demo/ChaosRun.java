package dev.towline.agent.demo;

import dev.towline.agent.demo.ChaosFault.Family;
import dev.towline.agent.demo.DemoStack.Contract;
import dev.towline.agent.demo.DemoStack.Oddity;
import dev.towline.ids.CommitSha;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// Deployment after deployment, good ones and bad ones, each with a fault at some moment, while a
/// client writes rows; after each, what must hold is asked of everybody but the agent.
final class ChaosRun implements AutoCloseable {
    private static final DemoStack GOOD =
            DemoStack.good().with(Oddity.ROWS).with(Oddity.BRISK).with(Oddity.SIDECAR);
    private static final DemoStack BAD = GOOD.with(Contract.FAILS);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration REST = Duration.ofSeconds(30);
    private static final Set<Family> KILLS =
            Set.of(Family.AGENT, Family.COORDINATOR, Family.ENGINE);

    private final ChaosSite chaos;
    private final TestSite site;
    private final Random random;
    private final Consumer<String> tell;
    private final Attendant attendant;
    private final ChaosStrikes strikes;
    private final ChaosFigures figures = new ChaosFigures();
    private final List<CommitSha> published = new ArrayList<>();
    private CommitSha accepted;

    /// @param seed decides which faults, and after which pauses
    ChaosRun(Path folder, long seed, Consumer<String> tell) {
        this.chaos = ChaosSite.in(folder);
        this.site = chaos.site();
        this.attendant = new Attendant(site, chaos.engine(), tell);
        this.strikes = new ChaosStrikes(site);
        this.random = new Random(seed);
        this.tell = tell;
        publish(GOOD);
        this.accepted = publish(GOOD);
    }

    /// Rounds until the time is over, at least one; then the rows are counted.
    ChaosFigures run(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return run(new ArrayDeque<>(), () -> System.nanoTime() < end);
    }

    /// So many rounds.
    ChaosFigures run(int rounds) {
        var left = new AtomicInteger(rounds);
        return run(new ArrayDeque<>(), () -> left.decrementAndGet() > 0);
    }

    /// A round for each of the faults.
    ChaosFigures run(Collection<ChaosFault> faults) {
        var left = new ArrayDeque<>(faults);
        return run(left, () -> !left.isEmpty());
    }

    private ChaosFigures run(Deque<ChaosFault> faults, BooleanSupplier goesOn) {
        site.assertEnds(site.order(accepted), "accepted");
        var inspection = ChaosInspection.of(chaos);
        var rows = ChaosRows.into(site.api());
        var watch = ChaosWatch.over(site.engine(), tell);
        try (rows;
                watch) {
            do {
                if (faults.isEmpty()) {
                    faults.addAll(ChaosFaults.shuffled(random));
                }
                round(faults.remove(), inspection);
            } while (goesOn.getAsBoolean() && figures.failures().isEmpty());
            new ChaosHealing(chaos, figures, () -> rests(inspection)).measure();
        }
        figures.rows(rows.acknowledged(), rows.lost(chaos.volume("data")).size());
        watch.shared().forEach(it -> figures.failure("two owners: " + it));
        figures.sharedByOthers(watch.sharedByOthers());
        figures.strikes(strikes.made(), strikes.untold());
        figures.engineRestarts(attendant.engineRestarts());
        figures.engineEnds(attendant.engineEnds());
        figures.leftovers(inspection.leftovers());
        return figures;
    }

    private CommitSha publish(DemoStack stack) {
        var sha = site.publish(stack);
        published.add(sha);
        return sha;
    }

    private void round(ChaosFault fault, ChaosInspection inspection) {
        long begun = System.nanoTime();
        var good = random.nextInt(4) > 0;
        var before = published.stream().filter(it -> !it.equals(accepted)).toList();
        var place = new ChaosPlace(chaos, random, before, new ArrayList<>());
        var sha = publish(good ? GOOD : BAD);
        strikes.begin();
        var deployment = struck(fault, place, sha);
        long struck = System.nanoTime();
        var outcome = outcome(deployment);
        if (outcome.equals("accepted")) {
            accepted = sha;
        }
        var rests = rests(inspection);
        var took = Duration.ofNanos(System.nanoTime() - struck);
        figures.round(fault, outcome, KILLS.contains(fault.family()) ? took : null);
        tell.accept(
                "%s in a %s one: %s, %d ms%s"
                        .formatted(
                                fault.kind(),
                                good ? "good" : "bad",
                                outcome,
                                (System.nanoTime() - begun) / 1_000_000,
                                reasonOf(good, outcome, deployment)));
        judge(fault, good, outcome, deployment);
        strikes.judge(place.struck(), deployment);
        if (fault.kind().startsWith("rival_checks_out") && !filesAreAccepted()) {
            checkedOut(place, fault);
        }
        if (!rests) {
            takeOver(fault, inspection);
        }
    }

    /// Orders the commit, and strikes at some moment of it, now and then from before the order on.
    private String struck(ChaosFault fault, ChaosPlace place, CommitSha sha) {
        if (random.nextInt(3) > 0) {
            var deployment = order(sha);
            place.pause();
            strike(fault, place);
            return deployment;
        }
        try (var striking = Executors.newSingleThreadExecutor()) {
            var end = striking.submit(() -> strike(fault, place));
            place.shortPause();
            var deployment = order(sha);
            end.get();
            return deployment;
        } catch (ExecutionException e) {
            throw new DemoException(fault.kind() + " could not strike", e);
        } catch (InterruptedException e) {
            throw DemoException.interrupted("wait for " + fault.kind(), e);
        }
    }

    /// An engine that had ended by itself is fault enough.
    private void strike(ChaosFault fault, ChaosPlace place) {
        try {
            fault.strike().accept(place);
        } catch (DemoException e) {
            if (!attendant.supervise()) {
                throw e;
            }
        }
    }

    /// As often as it takes: the coordinator may be the one that is killed.
    private String order(CommitSha sha) {
        return Awaitility.await("the order")
                .atMost(REST)
                .ignoreException(DemoException.class)
                .until(() -> site.order(sha), it -> !it.isEmpty());
    }

    private String reasonOf(boolean good, String outcome, String deployment) {
        return good && !outcome.equals("accepted") ? ": " + site.reason(deployment) : "";
    }

    /// What no fault may make of a deployment.
    private void judge(ChaosFault fault, boolean good, String outcome, String deployment) {
        if (!good && outcome.equals("accepted")) {
            figures.failure(fault.kind() + ": a bad release was accepted");
        }
        if (good && outcome.equals("rolled-back") && !fault.rival()) {
            figures.rolledBackAlthoughGood(fault.kind() + ": " + site.reason(deployment));
        }
    }

    private String outcome(String deployment) {
        try {
            return attendant.outcome(deployment, PATIENCE);
        } catch (ConditionTimeoutException _) {
            figures.failure(deployment + " does not end: " + site.agent().tail());
            return "none";
        }
    }

    private boolean rests(ChaosInspection inspection) {
        return attendant.brokenAfter(REST, () -> inspection.broken(accepted)).isEmpty();
    }

    private boolean filesAreAccepted() {
        return ChaosRival.isCheckedOut(chaos, accepted);
    }

    /// A checkout by hand is not overwritten: the next order is refused and says so.
    private void checkedOut(ChaosPlace place, ChaosFault fault) {
        var deployment = site.order(publish(GOOD));
        var outcome = outcome(deployment);
        if (!outcome.equals("refused") || !site.reason(deployment).contains("README.md")) {
            figures.failure(
                    "%s: then %s, %s".formatted(fault.kind(), outcome, site.reason(deployment)));
        }
        ChaosRival.checkOut(place, accepted.hex());
    }

    // What a person made by hand is reported and left, until the next deployment.
    private void takeOver(ChaosFault fault, ChaosInspection inspection) {
        var broken = inspection.broken(accepted);
        if (!fault.rival() || !inspection.reported()) {
            figures.failure(fault.kind() + ": " + broken + " " + site.agent().tail());
            return;
        }
        accepted = publish(GOOD);
        var deployment = site.order(accepted);
        var outcome = outcome(deployment);
        figures.takenOver();
        if (!outcome.equals("accepted") || !rests(inspection)) {
            figures.failure(
                    "%s, then %s %s: %s"
                            .formatted(
                                    fault.kind(),
                                    outcome,
                                    site.reason(deployment),
                                    inspection.broken(accepted)));
        }
    }

    @Override
    public void close() {
        chaos.close();
    }
}
