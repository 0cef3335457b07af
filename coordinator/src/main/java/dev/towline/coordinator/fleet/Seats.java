package dev.towline.coordinator.fleet;

import dev.towline.coordinator.environment.Vm;
import dev.towline.coordinator.fleet.Seat.Claim;
import dev.towline.coordinator.fleet.Seat.Verdict;
import dev.towline.ids.AgentId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Which process speaks for each agent. In memory: after a restart the first that asks does.
final class Seats {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<AgentId, Seat> seats = new HashMap<>();

    Verdict claim(AgentId agent, Claim claim, Instant now) {
        lock.lock();
        try {
            return seats.computeIfAbsent(agent, _ -> new Seat(claim, now)).claim(claim, now);
        } finally {
            lock.unlock();
        }
    }

    /// Whether this process's wait is to end, so that it shows that it lives.
    boolean asked(AgentId agent, String instance, Instant then) {
        lock.lock();
        try {
            var seat = seats.get(agent);
            return seat != null && seat.asked(instance, then);
        } finally {
            lock.unlock();
        }
    }

    /// The process that was refused because another one speaks for the agent; null: there is none.
    Vm.@Nullable Second second(AgentId agent) {
        lock.lock();
        try {
            var seat = seats.get(agent);
            return seat == null ? null : seat.second();
        } finally {
            lock.unlock();
        }
    }

    void forget(AgentId agent) {
        lock.lock();
        try {
            seats.remove(agent);
        } finally {
            lock.unlock();
        }
    }
}
