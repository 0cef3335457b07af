package dev.towline.agent.reconcile;

import dev.towline.agent.docker.EngineException;
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
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pass between deployments: the accepted release is kept as it was accepted.
///
/// What is missing is made and what stopped is started again, with growing pauses. What would need
/// something running to be stopped is somebody's doing: it is reported, and never fought over.
final class Healing {
    private static final Logger log = LoggerFactory.getLogger(Healing.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration CALM = Duration.ofMinutes(10);

    private final Workplace at;
    private final Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    private Deadline rest;
    private Deadline calm;

    Healing(Workplace at) {
        this.at = at;
        this.rest = new Deadline(at.pace(), Duration.ZERO);
        this.calm = new Deadline(at.pace(), Duration.ZERO);
    }

    /// One look, and what may be done about it.
    ///
    /// @return when to look again without another trigger
    Duration pass(Release release) throws EngineException {
        at.ear().listen(release.project().name());
        var observed = at.engine().observe(release.project());
        var plan = plan(release, observed);
        var drift = drift(release, observed, plan);
        at.board().seen(observed, drift);
        judge(drift);
        if (!stalled() && mayHeal(plan)) {
            return heal(plan);
        }
        return drift.isEmpty() ? at.settings().interval() : Duration.ofSeconds(5);
    }

    private Plan plan(Release release, ObservedProject observed) {
        var origin = new Origin(at.settings().environment(), release.generation(), release.sha());
        return Planner.plan(
                new Goal(release.project(), origin, Stage.SETTLED, Set.of(), at.owned()), observed);
    }

    private static List<String> drift(Release release, ObservedProject observed, Plan plan) {
        var drift = new ArrayList<>(plan.text().lines().toList());
        drift.addAll(Liveness.of(release.project(), observed).pending());
        return List.copyOf(drift);
    }

    private static boolean mayHeal(Plan plan) {
        return !plan.steps().isEmpty() && plan.steps().stream().noneMatch(Healing::displaces);
    }

    private static boolean displaces(Step step) {
        return switch (step) {
            case Step.StopContainer _, Step.DisconnectNetwork _, Step.RemoveNetwork _ -> true;
            // Its place is taken by a container that we did not make, or that someone changed.
            case Step.CreateContainer it -> !it.name().equals(it.finalName());
            case Step.CreateNetwork _,
                    Step.CreateVolume _,
                    Step.ConnectNetwork _,
                    Step.CopyFiles _,
                    Step.RunHook _,
                    Step.SetRestartPolicy _,
                    Step.RenameContainer _,
                    Step.StartContainer _,
                    Step.RemoveContainer _ ->
                    false;
        };
    }

    /// A person has to look at what runs; it is not the accepted release.
    private boolean stalled() {
        return Resting.condition(at.journal().entries()) == Condition.STALLED;
    }

    private void judge(List<String> drift) {
        var entries = at.journal().entries();
        if (drift.isEmpty() || stalled()) {
            at.board().resting(Resting.condition(entries), Resting.reason(entries));
        } else {
            at.board().resting(Condition.DEGRADED, String.join("; ", drift));
        }
    }

    /// Pauses grow with each start and with each failure, and only with them: a container that was
    /// removed is made and started in one go.
    private Duration heal(Plan plan) {
        if (!rest.over()) {
            return rest.left();
        }
        for (var step : plan.steps()) {
            if (!(perform(step) instanceof StepOutcome.Done)) {
                return takeRest();
            }
        }
        if (plan.steps().stream().anyMatch(Step.StartContainer.class::isInstance)) {
            takeRest();
        }
        return Patience.LOOK;
    }

    private Duration takeRest() {
        if (calm.over()) {
            pauses.reset();
        }
        var pause = pauses.next();
        rest = new Deadline(at.pace(), pause);
        calm = new Deadline(at.pace(), CALM);
        return pause;
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
