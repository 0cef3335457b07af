package dev.towline.agent.plan;

import dev.towline.agent.project.ObservedProject;
import java.util.ArrayList;
import java.util.List;

/// Plans what an accepted release needs between deployments. Each place is judged on its own: what
/// is in the way of one keeps none but it, and what waits for it, from being healed. What is left
/// to people is said among what is blocked.
final class Upkeep {
    private final Goal goal;
    private final ObservedProject observed;
    private final List<Slot> slots;
    private final Draft draft;
    private final Creation creation;
    private final Replacement replacement;

    Upkeep(Goal goal, ObservedProject observed, List<Slot> slots, Draft draft) {
        this.goal = goal;
        this.observed = observed;
        this.slots = slots;
        this.draft = draft;
        this.creation = new Creation(goal, observed, draft);
        this.replacement = new Replacement(goal, observed, slots, draft);
    }

    void plan() {
        var objections = Objections.toStand(goal.project(), observed);
        objections.forEach(it -> draft.block(it.text()));
        Remaking.changed(goal.project(), observed)
                .forEach(it ->
                        draft.block(
                                "the network "
                                        + it.name()
                                        + " is defined otherwise: only a deployment makes it"
                                        + " anew"));
        var open = open();
        creation.planEach(
                open.stream()
                        .filter(it -> it.match().isPresent() || !objected(it, objections))
                        .toList());
        orphans();
        open.forEach(replacement::fence);
        open.forEach(this::replace);
        if (draft.actsNot()) {
            var settlement = new Settlement(goal, observed, draft);
            settlement.plan(open.stream().filter(this::settled).toList());
            settlement.orphans(slots);
        }
    }

    private static boolean objected(Slot slot, List<Objection> objections) {
        return objections.stream().anyMatch(it -> it.services().contains(slot.service().name()));
    }

    /// The places where something may be done.
    private List<Slot> open() {
        var open = new ArrayList<Slot>();
        for (var slot : slots) {
            var obstacles = creation.obstacles(slot, slots);
            if (slot.theirs().isPresent()) {
                draft.block(left(slot));
            } else if (!obstacles.isEmpty()) {
                obstacles.forEach(draft::block);
            } else if (!slot.spent() && !goal.resting().contains(slot.service().name())) {
                open.add(slot);
            }
        }
        return open;
    }

    private String left(Slot slot) {
        return slot.finalName()
                + " is not the accepted release's ("
                + Differences.cause(goal.project(), slot)
                + "), and is left to whoever made it";
    }

    private void orphans() {
        for (var orphan : Slots.orphans(slots, goal, observed)) {
            if (Slots.ours(orphan)) {
                replacement.giveWay(orphan, "the project has no place for it any more");
            } else if (orphan.running()) {
                draft.block(
                        "the project has no place for "
                                + orphan.name()
                                + ", which is left to whoever made it");
            }
        }
    }

    private void replace(Slot slot) {
        if (slot.match().isEmpty()) {
            return;
        }
        var sharing = slots.stream().filter(it -> mustExistBefore(slot, it)).findFirst();
        if (sharing.isPresent()) {
            draft.await(slot.finalName() + " waits for a new " + sharing.get().finalName());
        } else {
            replacement.replace(slot, slot.match().get());
        }
    }

    // Otherwise the one that shares would be away until it could be made.
    private static boolean mustExistBefore(Slot slot, Slot sharing) {
        return !slot.aliveOthers().isEmpty()
                && sharing.service().joins().contains(slot.service().name())
                && sharing.standing().isEmpty()
                && !sharing.spent();
    }

    private boolean settled(Slot slot) {
        return slot.match()
                .filter(it -> it.name().equals(slot.finalName()))
                .filter(it -> Starting.of(slot, it, goal) instanceof Starting.Unneeded)
                .isPresent();
    }
}
