package dev.towline.coordinator.fleet;

import dev.towline.coordinator.environment.Vm;
import dev.towline.wire.AgentProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The one place that processes with an agent's identity can have; used by one thread at a time.
///
/// A process that is started again on the same machine takes it at once: the earlier one is dead,
/// for an identity runs once on a machine. One of another boot may be a clone as well as the same
/// machine after a power cut, whose earlier process cannot have said that it ended. So whoever has
/// the place is asked to show itself: if it does, there are two, and the later one is refused; if
/// it does not, it is gone.
final class Seat {
    /// How soon a living agent asks again whose wait was ended.
    static final Duration PROOF = Duration.ofSeconds(3);

    /// As long as a living agent can be silent: its wait, and its longest pause.
    static final Duration SILENCE = Duration.ofSeconds(65);

    private static final int MOST = 8;

    private final Set<String> ended = new LinkedHashSet<>();
    private final Map<String, Rival> rivals = new LinkedHashMap<>();
    private Claim holder;
    private Instant since;
    private Instant seen;
    private Vm.@Nullable Second second;

    /// A process that asks for something.
    ///
    /// @param from its address
    record Claim(AgentProcess process, String from) {
        String id() {
            return process.instance();
        }
    }

    /// @param firstSeen when the holder was asked to show itself
    private record Rival(Instant firstSeen, boolean proven) {}

    /// What is answered to a claim.
    sealed interface Verdict {
        record Admitted() implements Verdict {}

        /// Another process has the place.
        ///
        /// @param news whether it was found out just now that there are two
        record Refused(Claim holder, Instant since, News news) implements Verdict {}
    }

    /// What is new about a refusal.
    enum News {
        /// The holder is to show itself.
        ASKED,
        /// It did: there are two.
        PROVEN,
        NONE
    }

    Seat(Claim first, Instant now) {
        this.holder = first;
        this.since = now;
        this.seen = now;
    }

    Verdict claim(Claim claim, Instant now) {
        if (claim.id().equals(holder.id())) {
            seen = now;
            return new Verdict.Admitted();
        }
        var rival = Optional.ofNullable(rivals.get(claim.id()));
        if (startedAgain(claim, rival) || silent(rival, now)) {
            take(claim, now);
            return new Verdict.Admitted();
        }
        return refuse(claim, rival, now);
    }

    private boolean startedAgain(Claim claim, Optional<Rival> rival) {
        return rival.isEmpty()
                && !ended.contains(claim.id())
                && claim.process().sameBoot(holder.process());
    }

    private boolean silent(Optional<Rival> rival, Instant now) {
        return seen.plus(SILENCE).isBefore(now)
                || rival.filter(it -> seen.isBefore(it.firstSeen()))
                        .filter(it -> !now.isBefore(it.firstSeen().plus(PROOF)))
                        .isPresent();
    }

    private void take(Claim claim, Instant now) {
        keepFew(ended);
        ended.add(holder.id());
        ended.remove(claim.id());
        rivals.clear();
        second = null;
        holder = claim;
        since = now;
        seen = now;
    }

    private Verdict refuse(Claim claim, Optional<Rival> before, Instant now) {
        var rival = before.orElseGet(() -> new Rival(now, false));
        // In the same moment counts for the holder.
        var proven = before.isPresent() && !seen.isBefore(rival.firstSeen());
        keepFew(rivals.keySet());
        rivals.put(claim.id(), new Rival(rival.firstSeen(), proven || rival.proven()));
        if (proven) {
            second = new Vm.Second(claim.id(), claim.from(), rival.firstSeen(), now);
        }
        return new Verdict.Refused(holder, since, news(before, proven));
    }

    private static News news(Optional<Rival> before, boolean proven) {
        if (before.isEmpty()) {
            return News.ASKED;
        }
        return proven && !before.get().proven() ? News.PROVEN : News.NONE;
    }

    private static void keepFew(Set<String> ids) {
        if (ids.size() >= MOST) {
            ids.remove(ids.iterator().next());
        }
    }

    /// Whether the holder is to show itself by asking again, since then.
    boolean asked(String instance, Instant then) {
        return instance.equals(holder.id())
                && rivals.values().stream()
                        .anyMatch(it -> !it.proven() && !it.firstSeen().isBefore(then));
    }

    Vm.@Nullable Second second() {
        return second;
    }
}
