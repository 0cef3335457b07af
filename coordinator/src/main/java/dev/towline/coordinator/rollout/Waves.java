package dev.towline.coordinator.rollout;

import dev.towline.coordinator.rollout.Advice.Reason;
import dev.towline.coordinator.rollout.Advice.Rest;
import dev.towline.coordinator.rollout.Member.Contact;
import dev.towline.coordinator.rollout.Member.Ended;
import dev.towline.coordinator.rollout.Member.PassedOver;
import dev.towline.coordinator.rollout.Member.Released;
import dev.towline.coordinator.rollout.Member.Skipped;
import dev.towline.coordinator.rollout.Member.UnderWay;
import dev.towline.coordinator.rollout.Member.Waiting;
import dev.towline.coordinator.rollout.Progress.Mode;
import dev.towline.ids.AgentId;
import dev.towline.wire.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Decides how a rollout goes on.
///
/// It says one thing at a time, out of what is known alone, so that it may be asked at any time and
/// again: who is away or back is marked first, a failure halts before anything is released, and a
/// wave begins only when no VM is at work. A halted rollout stays so until a person says otherwise.
public final class Waves {
    private static final int LONGEST_REASON = 300;

    private final Plan plan;
    private final Progress progress;
    private final Instant now;

    private Waves(Plan plan, Progress progress, Instant now) {
        this.plan = plan;
        this.progress = progress;
        this.now = now;
    }

    public static Advice next(Plan plan, Progress progress, Instant now) {
        var waves = new Waves(plan, progress, now);
        return waves.marks().or(waves::halt).orElseGet(waves::goOn);
    }

    /// Those that a halt is about: they failed, or took too long.
    public static List<AgentId> inTrouble(Plan plan, Progress progress, Instant now) {
        var waves = new Waves(plan, progress, now);
        return waves.agents(it -> waves.trouble(it).isPresent());
    }

    private Optional<Advice> marks() {
        var gone = agents(Waves::isGone);
        if (!gone.isEmpty()) {
            return Optional.of(new Advice.Skip(gone));
        }
        var back = agents(it -> it.standing() instanceof Skipped(var c) && c == Contact.HERE);
        return back.isEmpty() ? Optional.empty() : Optional.of(new Advice.Return(back));
    }

    /// What was begun may be going on though its agent is silent.
    private static boolean isGone(Member member) {
        return switch (member.standing()) {
            case Waiting(var contact) -> contact == Contact.AWAY;
            case Released(_, var contact) -> contact == Contact.AWAY;
            case UnderWay _, Skipped _, Ended _, PassedOver _ -> false;
        };
    }

    private Optional<Advice> halt() {
        if (progress.mode() == Mode.HALTED) {
            return Optional.of(new Rest(Reason.HALTED, null));
        }
        return progress.members().stream()
                .flatMap(it -> trouble(it).stream())
                .findFirst()
                .map(Advice.Halt::new);
    }

    private Optional<String> trouble(Member member) {
        return switch (member.standing()) {
            case Ended(var outcome, var reason, _) ->
                    failure(outcome).map(it -> member.agent() + " " + it + ": " + line(reason));
            case Released(var since, _) -> overdue(member, since, "did not begin");
            case UnderWay(var since) -> overdue(member, since, "did not end");
            case Waiting _, Skipped _, PassedOver _ -> Optional.empty();
        };
    }

    /// The beginning of what may be long.
    private static String line(String text) {
        return text.lines()
                .findFirst()
                .orElse("")
                .codePoints()
                .limit(LONGEST_REASON)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Optional<String> failure(Outcome outcome) {
        return switch (outcome) {
            case ACCEPTED, SUPERSEDED -> Optional.empty();
            case ROLLED_BACK -> Optional.of("rolled back");
            case REFUSED -> Optional.of("refused it");
            case STALLED -> Optional.of("stalled");
        };
    }

    private Optional<String> overdue(Member member, Instant since, String words) {
        var deadline = since.plus(plan.progressDeadline());
        return now.isBefore(deadline)
                ? Optional.empty()
                : Optional.of(member.agent() + " " + words + " by " + deadline);
    }

    private Advice goOn() {
        var waiting = agents(Member::waitsHere);
        if (progress.mode() == Mode.ALL_AT_ONCE && !waiting.isEmpty()) {
            return new Advice.Release(progress.waves() + 1, waiting);
        }
        var deadline = deadline();
        if (deadline.isPresent()) {
            return new Rest(Reason.UNDER_WAY, deadline.get());
        }
        return waiting.isEmpty() ? new Rest(Reason.DONE, null) : nextWave(waiting);
    }

    private Advice nextWave(List<AgentId> waiting) {
        var begins = quietSince().map(it -> it.plus(plan.pause())).filter(now::isBefore);
        if (begins.isPresent() && progress.hurried() < progress.waves()) {
            return new Rest(Reason.BETWEEN_WAVES, begins.get());
        }
        var moved = (int) progress.members().stream().filter(Member::isMoved).count();
        var size = Math.min(plan.size(moved, progress.members().size()), waiting.size());
        return new Advice.Release(progress.waves() + 1, waiting.subList(0, size));
    }

    /// The first deadline of those at work; empty where none is.
    private Optional<Instant> deadline() {
        return progress.members().stream()
                .filter(Member::isOpen)
                .map(it -> since(it).plus(plan.progressDeadline()))
                .min(Instant::compareTo);
    }

    private Instant since(Member member) {
        return switch (member.standing()) {
            case Released(var since, _) -> since;
            case UnderWay(var since) -> since;
            case Waiting _, Skipped _, Ended _, PassedOver _ -> now;
        };
    }

    private Optional<Instant> quietSince() {
        return progress.members().stream()
                .flatMap(it ->
                        it.standing() instanceof Ended end
                                ? Optional.of(end.at()).stream()
                                : Optional.<Instant>empty().stream())
                .max(Instant::compareTo);
    }

    private List<AgentId> agents(Predicate<Member> which) {
        return progress.members().stream().filter(which).map(Member::agent).toList();
    }
}
