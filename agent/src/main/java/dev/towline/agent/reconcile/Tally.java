package dev.towline.agent.reconcile;

import dev.towline.wire.Drift;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// What was counted in an environment since the process began; counted by its loop, read by anybody
/// at any time.
public final class Tally {
    private final Map<Heal, AtomicLong> heals = new EnumMap<>(Heal.class);
    private final Map<Drift.Handling, AtomicLong> drift = new EnumMap<>(Drift.Handling.class);

    /// How one step of healing ended.
    public enum Heal {
        DONE,
        FAILED
    }

    Tally() {
        for (var heal : Heal.values()) {
            heals.put(heal, new AtomicLong());
        }
        for (var handling : Drift.Handling.values()) {
            drift.put(handling, new AtomicLong());
        }
    }

    void healed(Heal heal) {
        count(heals, heal).incrementAndGet();
    }

    /// Something differs that did not before.
    void drifted(Drift.Handling handling) {
        count(drift, handling).incrementAndGet();
    }

    /// The steps of healing that ended so.
    public long heals(Heal heal) {
        return count(heals, heal).get();
    }

    /// The differences that began, and were handled so at first.
    public long drift(Drift.Handling handling) {
        return count(drift, handling).get();
    }

    private static <K extends Enum<K>> AtomicLong count(Map<K, AtomicLong> counts, K key) {
        // Every key was put in at the beginning.
        return counts.getOrDefault(key, new AtomicLong());
    }
}
