package dev.towline.agent.reconcile;

import dev.towline.agent.docker.EngineException;
import dev.towline.agent.plan.Edits;
import dev.towline.agent.plan.Goal;
import dev.towline.agent.plan.Plan;
import dev.towline.agent.plan.Planner;
import dev.towline.agent.plan.Stage;
import dev.towline.agent.plan.Step;
import dev.towline.agent.plan.StepOutcome;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.Origin;
import dev.towline.agent.project.Release;
import dev.towline.agent.reconcile.Verdict.Failed;
import dev.towline.agent.reconcile.Verdict.Passed;
import dev.towline.agent.reconcile.Verdict.Superseded;
import dev.towline.disk.FullDisk;
import dev.towline.wire.Phase;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Brings containers to a release: look, plan, act, and look again until the plan is empty.
///
/// One object serves one attempt: it remembers which containers it started, so that one which fails
/// is started again with growing pauses, and not for ever.
final class Convergence {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Workplace at;
    private final DeploymentLog log;
    private final Release release;
    private final Origin origin;
    private final Set<String> started = new HashSet<>();
    private final Set<String> done = new HashSet<>();
    private @Nullable Deadline room;
    private final Backoff restarts = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);

    Convergence(Workplace at, DeploymentLog log, Release release, Origin origin) {
        this.at = at;
        this.log = log;
        this.release = release;
        this.origin = origin;
        at.ear().listen(release.project().name());
    }

    /// Goes on until the plan is empty, something cannot be, nothing moves any more, or, between
    /// two steps, a newer order is there.
    Verdict reach(Stage stage, BooleanSupplier superseded)
            throws InterruptedException, EngineException {
        return reach(observed -> plan(stage, observed), superseded);
    }

    /// The same with another planner than the one for a release.
    Verdict reach(Function<ObservedProject, Plan> planner, BooleanSupplier superseded)
            throws InterruptedException, EngineException {
        var patience = new Deadline(at.pace(), Patience.health(release.stack()));
        var whole = new Deadline(at.pace(), Patience.SWITCH);
        while (true) {
            if (superseded.getAsBoolean()) {
                return new Superseded();
            }
            var asked = at.pace().now();
            var observed = look();
            patience.prolong(at.pace().now().minus(asked));
            var plan = planner.apply(observed);
            if (plan.empty()) {
                return new Passed();
            }
            if (!plan.blocked().isEmpty()) {
                return new Failed(String.join("; ", plan.blocked()));
            }
            if (patience.over()) {
                return new Failed("nothing moved any more: " + plan.text().strip());
            }
            if (whole.over()) {
                return new Failed("not done after " + Patience.SWITCH + ": " + plan.text().strip());
            }
            var failure = act(plan, patience, superseded);
            if (failure.isPresent()) {
                return failure.get();
            }
        }
    }

    /// One look, riding out an engine that is away.
    ///
    /// @throws EngineException when it stays away: nothing is decided then, a later pass goes on
    ObservedProject look() throws InterruptedException, EngineException {
        var patience = new Deadline(at.pace(), Patience.ENGINE);
        var pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        while (true) {
            try {
                var observed = at.engine().observe(release.project());
                at.board().seen(observed, List.of());
                log.outOfBand(at.lastLook().now(observed));
                return observed;
            } catch (EngineException e) {
                if (patience.over()) {
                    throw e;
                }
                log.progress("waiting for the engine: " + e.getMessage());
                at.signals().await(pauses.next());
            }
        }
    }

    private Plan plan(Stage stage, ObservedProject observed) {
        var goal = new Goal(release.project(), origin, stage, started, at.owned());
        return Planner.plan(goal, stage == Stage.TRIAL && !goesBack() ? apart(observed) : observed);
    }

    // A deployment makes anew what people changed in place; on the way back it will do as it is.
    private ObservedProject apart(ObservedProject observed) {
        return Edits.setApart(Edits.of(at.keeping().keeping().settled(), observed), observed);
    }

    private Optional<Verdict> act(Plan plan, Deadline patience, BooleanSupplier superseded)
            throws InterruptedException, EngineException {
        if (plan.steps().isEmpty()) {
            at.signals().await(Patience.LOOK);
        }
        for (var step : plan.steps()) {
            if (superseded.getAsBoolean()) {
                return Optional.empty();
            }
            keepPace(step);
            switch (perform(step)) {
                case StepOutcome.Done _ -> {
                    remember(step);
                    progress(step, patience);
                }
                case StepOutcome.Refused it when goesBack(step) ->
                        log.progress(
                                "the way back goes on: " + step.describe() + ": " + it.message());
                case StepOutcome.Refused it when waitsForRoom(it) -> {
                    log.progress("waiting for room on the engine's disk: " + it.message());
                    patience.prolong(waited());
                    return Optional.empty();
                }
                case StepOutcome.Refused it when outrun(it).isPresent() -> {
                    log.progress(outrun(it).get() + ": " + step.describe());
                    at.signals().await(FIRST_PAUSE);
                    return Optional.empty();
                }
                case StepOutcome.Refused it -> {
                    return Optional.of(
                            new Failed("could not " + step.describe() + ": " + it.message()));
                }
                // Another release would fare no better: nothing is decided, a later pass goes on.
                case StepOutcome.EngineAtFault it ->
                        throw new EngineException.AtFault(
                                "could not " + step.describe() + ": " + it.message());
                case StepOutcome.Unknown _ -> {
                    at.signals().await(FIRST_PAUSE);
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    // It was there, or ran, at the last look. That is nothing against the release: the next look
    // plans anew, as long as anything moves. The second message is runc's, by way of containerd.
    private static Optional<String> outrun(StepOutcome.Refused refused) {
        if (refused.message().contains("No such container")) {
            return Optional.of("somebody took it away");
        }
        return refused.message().contains("cannot update a stopped container")
                ? Optional.of("it ended meanwhile")
                : Optional.empty();
    }

    // On the way back a hook is no gate: what it guards has failed already, or is verified anyway.
    private boolean goesBack(Step step) {
        return step instanceof Step.RunHook && goesBack();
    }

    private boolean goesBack() {
        var underway = at.journal().entries().underway();
        return underway != null && underway.phase() == Phase.ROLL_BACK;
    }

    // There is no other way than back, and what is not started there stays down.
    private boolean waitsForRoom(StepOutcome.Refused refused) {
        if (!FullDisk.isToldBy(refused.message()) || !goesBack()) {
            return false;
        }
        if (room == null) {
            room = new Deadline(at.pace(), Patience.ROOM);
        }
        return !room.over();
    }

    private Duration waited() throws InterruptedException {
        var asked = at.pace().now();
        at.signals().await(Patience.LOOK);
        return at.pace().now().minus(asked);
    }

    // A container that is started a second time has failed.
    private void keepPace(Step step) throws InterruptedException {
        if (step instanceof Step.StartContainer start && started.contains(start.containerId())) {
            at.pace().sleep(restarts.next());
        }
    }

    private void remember(Step step) {
        if (step instanceof Step.StartContainer start) {
            started.add(start.containerId());
        }
    }

    // What was done before and has to be done again is none: somebody undoes it, or it failed.
    private void progress(Step step, Deadline patience) {
        if (done.add(step.describe())) {
            patience.startAgain();
        }
    }

    private StepOutcome perform(Step step) {
        var before = at.pace().now();
        at.lastLook().acted(step);
        var outcome = at.engine().perform(step);
        log.step(step, outcome, at.pace().now().minus(before));
        return outcome;
    }
}
