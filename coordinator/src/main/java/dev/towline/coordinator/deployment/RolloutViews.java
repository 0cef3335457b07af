package dev.towline.coordinator.deployment;

import dev.towline.coordinator.rollout.Advice;
import dev.towline.coordinator.rollout.Member;
import dev.towline.coordinator.rollout.Plan;
import dev.towline.coordinator.rollout.Progress;
import dev.towline.coordinator.rollout.RolloutView;
import dev.towline.coordinator.rollout.RolloutView.State;
import dev.towline.coordinator.rollout.RolloutView.VmState;
import dev.towline.coordinator.rollout.Waves;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Rollouts as callers see them: where each VM is, why, and what makes the rollout go on.
final class RolloutViews {
    private final StoredRollout rollout;
    private final Progress progress;

    private RolloutViews(StoredRollout rollout, Contacts contacts, Instant now) {
        this.rollout = rollout;
        this.progress = rollout.progress(contacts, now);
    }

    static RolloutView newest(StoredRollout rollout, Contacts contacts, Instant now) {
        var views = new RolloutViews(rollout, contacts, now);
        return views.shown(Waves.next(rollout.plan(), views.progress, now));
    }

    /// One that a newer order took the place of; it may have been done by then.
    static RolloutView superseded(StoredRollout rollout, Contacts contacts, Instant now) {
        var views = new RolloutViews(rollout, contacts, now);
        var done =
                rollout.halted() == null
                        && views.vms().stream()
                                .map(RolloutView.Vm::state)
                                .allMatch(it ->
                                        it == VmState.ACCEPTED
                                                || it == VmState.PASSED_OVER
                                                || it == VmState.SKIPPED_AWAY);
        var message =
                done ? "every VM had its turn" : views.halted() + "a newer order took its place";
        return views.shown(done ? State.DONE : State.SUPERSEDED, new Words(message, ""), null);
    }

    private record Words(String message, String next) {}

    private RolloutView shown(Advice advice) {
        return switch (advice) {
            case Advice.Effect _ ->
                    shown(
                            State.RUNNING,
                            new Words("it is about to go on", "it goes on by itself"),
                            null);
            case Advice.Rest(var reason, var until) ->
                    shown(state(reason), words(reason, until), until);
        };
    }

    private static State state(Advice.Reason reason) {
        return switch (reason) {
            case UNDER_WAY -> State.RUNNING;
            case BETWEEN_WAVES -> State.BETWEEN_WAVES;
            case HALTED -> State.HALTED;
            case DONE -> State.DONE;
        };
    }

    private Words words(Advice.Reason reason, @Nullable Instant until) {
        return switch (reason) {
            case UNDER_WAY ->
                    new Words(
                            "wave " + rollout.waves() + " is under way on " + underWay(),
                            "it goes on by itself when they have ended, and halts at " + until);
            case BETWEEN_WAVES ->
                    new Words(
                            "wave " + rollout.waves() + " has ended well",
                            "it goes on by itself at " + until + "; promote makes it go on now");
            case HALTED ->
                    new Words(
                            halted() + remaining() + " VMs wait",
                            "resume goes on without those that failed; a new order or a rollback"
                                    + " takes its place");
            case DONE ->
                    new Words(
                            "every VM had its turn" + away(),
                            "those that are away get what is desired when they return");
        };
    }

    private String halted() {
        var halted = rollout.halted();
        if (halted == null) {
            return "";
        }
        var by = halted.by() == null ? "halted: " : "halted by " + halted.by() + ": ";
        var back = halted.rolledBackBy();
        return by
                + halted.because()
                + "; "
                + (back == null ? "" : back + " takes the moved VMs back; ");
    }

    private String away() {
        var skipped = vms().stream().filter(it -> it.state() == VmState.SKIPPED_AWAY).toList();
        return skipped.isEmpty() ? "" : " but " + names(skipped) + ", away";
    }

    private String underWay() {
        return names(
                vms().stream()
                        .filter(it ->
                                it.state() == VmState.RELEASED || it.state() == VmState.UNDER_WAY)
                        .toList());
    }

    private static String names(List<RolloutView.Vm> vms) {
        return vms.stream().map(it -> it.agent().value()).collect(Collectors.joining(", "));
    }

    private long remaining() {
        return vms().stream().filter(it -> it.state() == VmState.WAITING).count();
    }

    private RolloutView shown(State state, Words words, @Nullable Instant until) {
        return new RolloutView(
                rollout.deployment(),
                rollout.generation(),
                state,
                rollout.waves(),
                (int) remaining(),
                words.message(),
                words.next(),
                state == State.BETWEEN_WAVES ? until : null,
                state == State.RUNNING ? until : null,
                rollout.halted(),
                rules(rollout.plan()),
                vms());
    }

    private List<RolloutView.Vm> vms() {
        var shown = new ArrayList<RolloutView.Vm>();
        for (int i = 0; i < rollout.vms().size(); i++) {
            shown.add(vm(rollout.vms().get(i), progress.members().get(i).standing()));
        }
        return List.copyOf(shown);
    }

    private RolloutView.Vm vm(StoredRollout.Vm vm, Member.Standing standing) {
        var end = vm.end();
        var released = vm.releasedAt();
        return new RolloutView.Vm(
                vm.agent(),
                RolloutView.state(standing),
                vm.wave(),
                released,
                end == null && released != null
                        ? released.plus(rollout.plan().progressDeadline())
                        : null,
                vm.skippedAt(),
                end == null ? null : end.outcome(),
                end == null || end.reason().isEmpty() ? null : end.reason());
    }

    private static RolloutView.Rules rules(Plan plan) {
        return new RolloutView.Rules(
                plan.canary(),
                plan.wave().words(),
                text(plan.pause()),
                text(plan.progressDeadline()),
                text(plan.awayAfter()),
                plan.onFailure());
    }

    /// As it is written in a definition.
    private static String text(Duration span) {
        var text = new StringBuilder();
        part(text, span.toDaysPart(), "d");
        part(text, span.toHoursPart(), "h");
        part(text, span.toMinutesPart(), "m");
        part(text, span.toSecondsPart(), "s");
        part(text, span.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void part(StringBuilder text, long number, String unit) {
        if (number > 0) {
            text.append(number).append(unit);
        }
    }
}
