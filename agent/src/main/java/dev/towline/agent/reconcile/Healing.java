package dev.towline.agent.reconcile;

import dev.towline.agent.docker.EngineException;
import dev.towline.agent.journal.Keeping;
import dev.towline.agent.journal.ReleaseMark;
import dev.towline.agent.plan.Concern;
import dev.towline.agent.plan.Edits;
import dev.towline.agent.plan.Goal;
import dev.towline.agent.plan.Stage;
import dev.towline.agent.plan.Step;
import dev.towline.agent.plan.StepOutcome;
import dev.towline.agent.project.Origin;
import dev.towline.agent.project.Release;
import dev.towline.ids.Generation;
import dev.towline.wire.Condition;
import dev.towline.wire.Drift;
import dev.towline.wire.DriftPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pass between deployments: the accepted release is kept as it was accepted.
///
/// What is missing is made, what stopped is started again and what is ill is restarted, each place
/// on its own, and with growing pauses for a service that needs it again and again. What is ours
/// may be stopped for that, where another service asks for it. What looks like a person's work, a
/// container that they put in a place or changed, is reported and left until they release it, or as
/// the environment's policy says; so is what cannot be helped.
final class Healing {
    private static final Logger log = LoggerFactory.getLogger(Healing.class);
    private static final Set<String> FILES = Set.of(Sight.FILES);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Workplace at;
    private final Rests rests;
    private final DriftReview review;
    private final ReleaseMark mark;
    private final FolderWatch watch;
    private final Map<String, String> failures = new HashMap<>();
    private boolean released;

    Healing(Workplace at) {
        this.at = at;
        this.rests = new Rests(at.pace(), at.clock(), at.keeping());
        this.review = new DriftReview(at, rests);
        this.mark = new ReleaseMark(at.settings().state());
        this.watch = new FolderWatch(at);
    }

    /// One look, and what may be done about it.
    ///
    /// @return when to look again without another trigger
    Duration pass(Release release) throws EngineException {
        at.ear().listen(release.project().name());
        keep(release.generation());
        hearRelease();
        var sight = look(release);
        if (!sight.asksForWork() && rests.now().isEmpty()) {
            failures.clear();
        }
        var drift = review.of(sight, acts(), failures.values());
        at.board().seen(sight.observed(), drift);
        if (!sight.asksForWork()) {
            settle(sight);
        }
        var needed = acts() && sight.asksForWork();
        try (var turn = needed ? HealingTurn.take(at, release) : HealingTurn.none(at)) {
            judge(drift, turn.hindrance());
            if (turn.given()) {
                return healAnew(release);
            }
            if (!turn.hindrance().isEmpty()) {
                return SOON;
            }
        }
        return pause(drift);
    }

    private Duration pause(List<Drift> drift) {
        var interval = at.settings().interval();
        var left = rests.left();
        if (left.isPositive() && acts()) {
            return left.compareTo(interval) < 0 ? left : interval;
        }
        return drift.stream().anyMatch(Healing::differs) ? SOON : interval;
    }

    private static boolean differs(Drift drift) {
        return drift.handling() != Drift.Handling.NOTED;
    }

    // What was remembered of an older release says nothing of this one.
    private void keep(Generation accepted) {
        if (!at.keeping().keeping().generation().equals(accepted)) {
            rests.forget();
            at.keeping().update(_ -> Keeping.none(accepted));
        }
    }

    // What was given up is tried at once.
    private void hearRelease() {
        var stands = mark.stands();
        if (stands && !released) {
            rests.forget();
        }
        released = stands;
    }

    /// Whoever had the lock before may have changed what was seen.
    private Duration healAnew(Release release) throws EngineException {
        var sight = look(release);
        if (sight.bringsFilesBack()) {
            rests.trying(FILES);
            watch.bringBack(release);
            rests.end(FILES);
        }
        return sight.plan().steps().isEmpty() ? Patience.LOOK : heal(sight);
    }

    private Sight look(Release release) throws EngineException {
        var observed = at.engine().observe(release.project());
        // Told as drift already.
        var _ = at.lastLook().now(observed);
        var edits = Edits.of(at.keeping().keeping().settled(), observed);
        var origin = new Origin(at.settings().environment(), release.generation(), release.sha());
        var goal = new Goal(release.project(), origin, stage(), Set.of(), at.owned());
        var apart = stage() == Stage.RECLAIMED ? Edits.setApart(edits, observed) : observed;
        var sight = Sight.of(goal.without(left(edits)), apart, edits, watch.edited(release));
        var again = rests.startedOf(sight.toStart());
        rests.end(again);
        return again.isEmpty() ? sight : sight.without(left(edits));
    }

    private Stage stage() {
        return released || at.drift() == DriftPolicy.HEAL ? Stage.RECLAIMED : Stage.KEPT;
    }

    /// The services that are left alone for now.
    private Set<String> left(List<Edits.Edit> edits) {
        var left = new HashSet<>(rests.now());
        if (stage() == Stage.KEPT) {
            edits.forEach(it -> left.add(it.service()));
        }
        return left;
    }

    private boolean acts() {
        return !stalled() && (released || at.drift() != DriftPolicy.OBSERVE);
    }

    /// A person has to look at what runs; it is not the accepted release.
    private boolean stalled() {
        return Resting.condition(at.journal().entries()) == Condition.STALLED;
    }

    /// Nothing is to be done: tries are over, and so is what a person released.
    private void settle(Sight sight) {
        var settled = new HashMap<>(Edits.settled(sight.goal(), sight.observed(), sight.plan()));
        var before = new HashMap<>(at.keeping().keeping().settled());
        before.keySet().retainAll(sight.ids());
        settled.putAll(before);
        at.keeping().update(it -> it.settledAs(settled));
        if (sight.plan().waits().isEmpty()) {
            rests.endAll();
            if (released && at.hold().isEmpty()) {
                mark.remove();
            }
        }
    }

    private void judge(List<Drift> all, String hindrance) {
        var drift = all.stream().filter(Healing::differs).toList();
        var entries = at.journal().entries();
        if (drift.isEmpty() || stalled()) {
            at.board().resting(Resting.condition(entries), Resting.reason(entries));
        } else {
            var words = hindrance.isEmpty() ? "" : hindrance + "; ";
            var what = drift.stream().map(Drift::what).collect(Collectors.joining("; "));
            at.board().resting(Condition.DEGRADED, words + what);
        }
    }

    /// After a failure the others go on at the next look.
    private Duration heal(Sight sight) {
        for (var step : sight.plan().steps()) {
            var services = Concern.of(step, sight.observed());
            rests.trying(services);
            if (!done(step, services)) {
                rests.end(services);
                return othersLeft(sight) ? Patience.LOOK : rests.left();
            }
            if (step instanceof Step.StartContainer) {
                rests.started(services);
            }
        }
        return Patience.LOOK;
    }

    private boolean done(Step step, Set<String> services) {
        return switch (perform(step)) {
            case StepOutcome.Done _ -> {
                at.board().tally().healed(Tally.Heal.DONE);
                services.forEach(failures::remove);
                yield true;
            }
            case StepOutcome.Refused it -> failed(step, services, it.message());
            case StepOutcome.EngineAtFault it -> failed(step, services, it.message());
            case StepOutcome.Unknown it -> failed(step, services, it.message());
        };
    }

    private boolean failed(Step step, Set<String> services, String message) {
        at.board().tally().healed(Tally.Heal.FAILED);
        var words = "could not " + step.describe() + ": " + message;
        services.forEach(it -> failures.put(it, words));
        return false;
    }

    private boolean othersLeft(Sight sight) {
        var resting = rests.now();
        return sight.plan().steps().stream()
                .flatMap(it -> Concern.of(it, sight.observed()).stream())
                .anyMatch(it -> !resting.contains(it));
    }

    private StepOutcome perform(Step step) {
        at.lastLook().acted(step);
        var outcome = at.engine().perform(step);
        at.ear().acted(at.clock().instant());
        log.atInfo()
                .addKeyValue("environment", at.settings().environment())
                .addKeyValue("step", step.describe())
                .addKeyValue("cause", step.cause())
                .addKeyValue("outcome", outcome)
                .log("healed");
        return outcome;
    }
}
