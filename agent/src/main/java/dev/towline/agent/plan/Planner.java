package dev.towline.agent.plan;

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
///    marked name also means: not started in this place yet, or stopped by us; what ended its work
///    by itself gets a mark of its own, for it must not be started again. With `start-first` the
///    new one is started and healthy before the old one is stopped. What has `post_start` hooks is
///    never started under its final name: where one runs under a mark, they may not have run, and
///    run again.
/// 5. Only for an accepted release: declared restart policies are set, what was replaced is
///    removed.
///
/// Between deployments (`KEPT`) the same holds for each place on its own: what one of them lacks,
/// or what is in its way, holds up it and what depends on it, and nothing else. A running container
/// that others made, and that is not as it should be, is then never touched; it holds its place,
/// and for its dependents it counts as what it is. No network is made anew. Released by a person
/// (`RECLAIMED`), such containers are replaced as well.
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
        this.slots = Slots.of(goal, observed);
        this.draft = new Draft(Optional.of(goal.project()));
    }

    /// The plan for what was observed; every image of the goal's project must be resolved.
    public static Plan plan(Goal goal, ObservedProject observed) {
        return new Planner(goal, observed).plan();
    }

    private Plan plan() {
        switch (goal.stage()) {
            case TRIAL, SETTLED -> asOne();
            case KEPT, RECLAIMED -> new Upkeep(goal, observed, slots, draft).plan();
        }
        Slots.notes(goal, observed).forEach(draft::note);
        return draft.plan();
    }

    private void asOne() {
        Objections.toStand(goal.project(), observed).forEach(it -> draft.block(it.text()));
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
            var settlement = new Settlement(goal, observed, draft);
            settlement.plan(slots);
            settlement.orphans(slots);
        }
    }

    private void replace() {
        var replacement = new Replacement(goal, observed, slots, draft);
        Slots.orphans(slots, goal, observed)
                .forEach(it -> replacement.giveWay(it, "the project has no place for it any more"));
        slots.forEach(replacement::fence);
        slots.forEach(it -> replacement.replace(it, it.match().orElseThrow()));
    }
}
