package dev.towline.agent.plan;

import dev.towline.agent.project.ContainerState.Health;
import dev.towline.agent.project.ContainerState.Running;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedProject;
import java.util.List;

/// Brings what is as it should be into its place, and what is not out of it.
final class Replacement {
    private final Goal goal;
    private final ObservedProject observed;
    private final List<Slot> slots;
    private final Draft draft;

    /// @param slots all places, also those that are left alone
    Replacement(Goal goal, ObservedProject observed, List<Slot> slots, Draft draft) {
        this.goal = goal;
        this.observed = observed;
        this.slots = slots;
        this.draft = draft;
    }

    void giveWay(ObservedContainer container, String cause) {
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
    void fence(Slot slot) {
        slot.others().stream()
                .filter(it -> !it.running())
                .forEach(it -> draft.fence(it, "it is not the one of its place"));
    }

    void replace(Slot slot, ObservedContainer match) {
        if (draft.stopped(match)) {
            start(slot, match, "a service that it depends on was replaced");
            return;
        }
        switch (Starting.of(slot, match, goal)) {
            case Starting.Hopeless it -> draft.block(it.reason());
            case Starting.Needed it -> start(slot, match, it.cause());
            case Starting.Again it -> again(slot, match, it.cause());
            case Starting.Unneeded _ -> takePlace(slot, match);
        }
    }

    private void again(Slot slot, ObservedContainer match, String cause) {
        restart(slot, match, cause);
        swapNames(slot, match);
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
        var first = startsFirst(slot) && !slot.aliveOthers().isEmpty();
        if (!first) {
            clear(slot, match);
            rivals.ours()
                    .forEach(it -> draft.displace(it, "holds what " + slot.finalName() + " needs"));
        }
        leavePlace(slot, match);
        draft.start(match, cause);
        if (!first) {
            swapNames(slot, match);
        }
    }

    // Nothing remembers between two healing passes which of two containers ran its hooks.
    private boolean startsFirst(Slot slot) {
        return StartFirst.asked(slot.service()) && !goal.stage().betweenDeployments();
    }

    // It has the place again when its hooks have run.
    private void leavePlace(Slot slot, ObservedContainer match) {
        if (Launch.hooked(slot.service()) && !Names.marked(draft.name(match))) {
            draft.rename(match, Names.next(slot, observed), "its hooks must run first");
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
        if (servesAlready(slot, match)) {
            handOver(slot, match);
        }
        clear(slot, match);
        if (match.running() && Restarts.wanted(slot, slots, goal, draft)) {
            restart(slot, match, "a service that it depends on was replaced");
        } else if (mayLackHooks(slot, match)) {
            draft.hooks(match, "they may not have run after its start");
        }
        swapNames(slot, match);
    }

    private boolean servesAlready(Slot slot, ObservedContainer match) {
        return startsFirst(slot)
                && match.running()
                && !mayLackHooks(slot, match)
                && !Restarts.wanted(slot, slots, goal, draft);
    }

    // The engine takes all names of a container that it renames away for a moment: meanwhile the
    // old one must still answer to the service's.
    private void handOver(Slot slot, ObservedContainer match) {
        var cause = "replaced by " + match.abbreviatedId();
        for (var old : slot.aliveOthers()) {
            draft.fence(old, cause);
            draft.retire(old, cause);
        }
        swapNames(slot, match);
    }

    // Started beside its predecessor, it keeps the mark for long; else only a break between start
    // and hooks leaves it.
    private boolean mayLackHooks(Slot slot, ObservedContainer match) {
        var ran = startsFirst(slot) && goal.started().contains(match.id());
        return match.state() instanceof Running && Names.marked(draft.name(match)) && !ran;
    }

    private void restart(Slot slot, ObservedContainer match, String cause) {
        switch (readiness(slot)) {
            case Readiness.NotYet it -> draft.await(it.reason());
            case Readiness.Never it -> draft.block(it.reason());
            case Readiness.Ready _ -> restartNow(slot, match, cause);
        }
    }

    // It runs beside what others put there meanwhile, but would not be started beside it.
    private void restartNow(Slot slot, ObservedContainer match, String cause) {
        var foreign = Rivals.of(slot, goal, slots, observed).foreign();
        foreign.forEach(draft::block);
        if (foreign.isEmpty()) {
            draft.halt(match, cause);
            draft.start(match, cause);
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
