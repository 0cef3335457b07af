package dev.towline.agent.plan;

import dev.towline.agent.project.ContainerState.Health;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedProject;
import java.util.List;
import java.util.Optional;

/// Decides what may be done now to bring a project to what it should be.
///
/// Nothing is remembered between two plans: one acts, looks again and plans again, until the plan
/// is empty. That is also how a crash in the middle is survived. The order is the safety:
///
/// 1. What is missing is created, beside what runs and under a marked name where the place is
///    taken. As long as there is something to create, nothing is stopped. A container that shares
///    another one's namespaces or volumes is created only when that one exists.
/// 2. Networks whose definition changed are made anew, by name and with everything that was in
///    them, the same way forth and back.
/// 3. Containers that the project has no place for any more are fenced and stopped.
/// 4. Place by place, dependencies first: as soon as what a service depends on is ready, the
///    services that ask for it are stopped (`restart: true`), the old container is fenced (restart
///    policy `no`), renamed and stopped, the new one started, and only then it gets the name. So a
///    marked name also means: not started in this place yet, or stopped by us. With `start-first`
///    the new one is started and healthy before the old one is stopped.
/// 5. Only for an accepted release: declared restart policies are set, what was replaced is
///    removed.
///
/// Two containers never run with write access to the same volume unless both are as they should be
/// (then the compose file says so): whatever else writes to a volume is stopped before the start.
public final class Planner {
    private final Goal goal;
    private final ObservedProject observed;
    private final List<Slot> slots;
    private final Draft draft;

    private Planner(Goal goal, ObservedProject observed) {
        this.goal = goal;
        this.observed = observed;
        this.slots = Slots.of(goal.project(), observed);
        this.draft = new Draft(Optional.of(goal.project()));
    }

    /// The plan for what was observed; every image of the goal's project must be resolved.
    public static Plan plan(Goal goal, ObservedProject observed) {
        return new Planner(goal, observed).plan();
    }

    private Plan plan() {
        Objections.toStand(goal.project(), observed).forEach(draft::block);
        if (draft.idle()) {
            new Creation(goal, observed, draft).plan(slots);
        }
        if (draft.idle()) {
            new Remaking(goal, observed, draft).plan(slots);
        }
        if (draft.idle()) {
            replace();
        }
        if (draft.idle() && goal.stage() == Stage.SETTLED) {
            new Settlement(goal, observed, draft).plan(slots);
        }
        Slots.notes(goal, observed).forEach(draft::note);
        return draft.plan();
    }

    private void replace() {
        Slots.orphans(slots, goal, observed)
                .forEach(it -> giveWay(it, "the project has no place for it any more"));
        slots.forEach(this::fence);
        slots.forEach(this::replace);
    }

    private void giveWay(ObservedContainer container, String cause) {
        if (container.running()) {
            draft.displace(container, cause);
        } else if (container.state().usable()) {
            draft.fence(container, cause);
        }
        if (!Slots.ours(container)) {
            draft.retire(container, cause);
        }
    }

    // A stopped one too: the engine starts `always` with the daemon, whoever stopped it.
    private void fence(Slot slot) {
        slot.others().stream()
                .filter(it -> !it.running())
                .forEach(it -> draft.fence(it, "it is not the one of its place"));
    }

    private void replace(Slot slot) {
        var match = slot.match().orElseThrow();
        if (draft.stopped(match)) {
            start(slot, match, "a service that it depends on was replaced");
            return;
        }
        switch (Starting.of(slot, match, goal)) {
            case Starting.Hopeless it -> draft.block(it.reason());
            case Starting.Needed it -> start(slot, match, it.cause());
            case Starting.Unneeded _ -> takePlace(slot, match);
        }
    }

    private void start(Slot slot, ObservedContainer match, String cause) {
        switch (readiness(slot)) {
            case Readiness.NotYet it -> draft.await(it.reason());
            case Readiness.Never it -> draft.block(it.reason());
            case Readiness.Ready _ -> startNow(slot, match, cause);
        }
    }

    private void startNow(Slot slot, ObservedContainer match, String cause) {
        var rivals = Rivals.of(slot, goal, slots, observed);
        if (!rivals.foreign().isEmpty()) {
            rivals.foreign().forEach(draft::block);
            return;
        }
        var first = StartFirst.asked(slot.service()) && !slot.aliveOthers().isEmpty();
        if (!first) {
            clear(slot, match);
            rivals.ours()
                    .forEach(it -> draft.displace(it, "holds what " + slot.finalName() + " needs"));
        }
        draft.start(match, cause);
        if (!first) {
            swapNames(slot, match);
        }
    }

    // What Compose made and what ended by itself is retired as well: then it is ours to remove.
    private void clear(Slot slot, ObservedContainer match) {
        var cause = "replaced by " + match.abbreviatedId();
        if (!slot.aliveOthers().isEmpty()) {
            Restarts.dependents(slot, slots).forEach(this::stopFirst);
        }
        slot.aliveOthers().forEach(it -> draft.displace(it, cause));
        slot.others().stream().filter(it -> !Slots.ours(it)).forEach(it -> draft.retire(it, cause));
    }

    private void stopFirst(Slot dependent) {
        var cause = "a service that it depends on is replaced";
        dependent.aliveOthers().forEach(it -> draft.displace(it, cause));
        dependent.match().filter(ObservedContainer::running).ifPresent(it -> draft.halt(it, cause));
    }

    private void takePlace(Slot slot, ObservedContainer match) {
        var kept = StartFirst.asked(slot.service()) && !slot.aliveOthers().isEmpty();
        switch (kept ? match.state().health() : Health.NONE) {
            case STARTING -> draft.await(slot.finalName() + " is not healthy yet");
            case UNHEALTHY -> draft.block(slot.finalName() + " is unhealthy: the old one stays");
            case HEALTHY, NONE -> takePlaceNow(slot, match);
        }
    }

    private void takePlaceNow(Slot slot, ObservedContainer match) {
        clear(slot, match);
        if (match.running() && Restarts.wanted(slot, slots, goal)) {
            restart(slot, match);
        }
        swapNames(slot, match);
    }

    private void restart(Slot slot, ObservedContainer match) {
        switch (readiness(slot)) {
            case Readiness.NotYet it -> draft.await(it.reason());
            case Readiness.Never it -> draft.block(it.reason());
            case Readiness.Ready _ -> {
                var cause = "a service that it depends on was replaced";
                draft.halt(match, cause);
                draft.start(match, cause);
            }
        }
    }

    private Readiness readiness(Slot slot) {
        return Readiness.of(slot, new Readiness.Situation(slots, draft.starting(), goal));
    }

    private void swapNames(Slot slot, ObservedContainer match) {
        if (draft.name(match).equals(slot.finalName())) {
            return;
        }
        for (var holder : observed.containers()) {
            if (draft.name(holder).equals(slot.finalName())) {
                draft.retire(holder, "its place is taken");
            }
        }
        draft.rename(match, slot.finalName(), "it takes the place");
    }
}
