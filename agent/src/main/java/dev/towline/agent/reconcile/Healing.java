package dev.towline.agent.reconcile;

import dev.towline.agent.docker.EngineException;
import dev.towline.agent.plan.Concern;
import dev.towline.agent.plan.Goal;
import dev.towline.agent.plan.Liveness;
import dev.towline.agent.plan.Plan;
import dev.towline.agent.plan.Planner;
import dev.towline.agent.plan.Stage;
import dev.towline.agent.plan.Step;
import dev.towline.agent.plan.StepOutcome;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.Origin;
import dev.towline.agent.project.Release;
import dev.towline.wire.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pass between deployments: the accepted release is kept as it was accepted.
///
/// What is missing is made and what stopped is started again, each place on its own, and with
/// growing pauses for a service that needs it again and again. What is ours may be stopped for
/// that, where another service asks for it. A running container that somebody else put in a place
/// is reported, and never fought over; so is what cannot be helped.
final class Healing {
    private static final Logger log = LoggerFactory.getLogger(Healing.class);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Workplace at;
    private final Rests rests;

    Healing(Workplace at) {
        this.at = at;
        this.rests = new Rests(at.pace());
    }

    /// One look, and what may be done about it.
    ///
    /// @return when to look again without another trigger
    Duration pass(Release release) throws EngineException {
        at.ear().listen(release.project().name());
        var observed = at.engine().observe(release.project());
        var goal = goal(release);
        var plan = Planner.plan(goal, observed);
        var drift = drift(goal, observed, plan);
        at.board().seen(observed, drift);
        var needed = !stalled() && !plan.steps().isEmpty();
        try (var turn = needed ? HealingTurn.take(at, release) : HealingTurn.none(at)) {
            judge(drift, turn.hindrance());
            if (turn.given()) {
                return healAnew(goal);
            }
            if (!turn.hindrance().isEmpty()) {
                return SOON;
            }
        }
        if (rests.left().isPositive()) {
            return rests.left();
        }
        return drift.isEmpty() ? at.settings().interval() : SOON;
    }

    /// Whoever had the lock before may have changed what was seen.
    private Duration healAnew(Goal goal) throws EngineException {
        var observed = at.engine().observe(goal.project());
        var plan = Planner.plan(goal, observed);
        return plan.steps().isEmpty() ? Patience.LOOK : heal(plan, observed);
    }

    private Goal goal(Release release) {
        var origin = new Origin(at.settings().environment(), release.generation(), release.sha());
        return new Goal(release.project(), origin, Stage.KEPT, Set.of(), at.owned())
                .without(rests.now());
    }

    private static List<String> drift(Goal goal, ObservedProject observed, Plan plan) {
        var drift = new ArrayList<>(plan.text().lines().toList());
        drift.addAll(Liveness.of(goal, observed).pending());
        return List.copyOf(drift);
    }

    /// A person has to look at what runs; it is not the accepted release.
    private boolean stalled() {
        return Resting.condition(at.journal().entries()) == Condition.STALLED;
    }

    private void judge(List<String> drift, String hindrance) {
        var entries = at.journal().entries();
        if (drift.isEmpty() || stalled()) {
            at.board().resting(Resting.condition(entries), Resting.reason(entries));
        } else {
            var words = hindrance.isEmpty() ? "" : hindrance + "; ";
            at.board().resting(Condition.DEGRADED, words + String.join("; ", drift));
        }
    }

    /// Pauses grow with each start and with each failure, and only with them: a container that was
    /// removed is made and started in one go. After a failure the others go on at the next look.
    private Duration heal(Plan plan, ObservedProject observed) {
        var tired = new HashSet<String>();
        for (var step : plan.steps()) {
            var concerned = Concern.of(step, observed);
            var done = perform(step) instanceof StepOutcome.Done;
            if (step instanceof Step.StartContainer || !done) {
                tired.addAll(concerned);
            }
            if (!done) {
                rests.take(tired);
                return othersLeft(plan, observed, tired) ? Patience.LOOK : rests.left();
            }
        }
        rests.take(tired);
        return Patience.LOOK;
    }

    private static boolean othersLeft(Plan plan, ObservedProject observed, Set<String> tired) {
        return plan.steps().stream()
                .flatMap(it -> Concern.of(it, observed).stream())
                .anyMatch(it -> !tired.contains(it));
    }

    private StepOutcome perform(Step step) {
        var outcome = at.engine().perform(step);
        log.atInfo()
                .addKeyValue("environment", at.settings().environment())
                .addKeyValue("step", step.describe())
                .addKeyValue("cause", step.cause())
                .addKeyValue("outcome", outcome)
                .log("healed");
        return outcome;
    }
}
