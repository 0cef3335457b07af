package dev.towline.coordinator.deployment;

import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.GenerationSignal;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Learns from agents which generations were given and are forgotten here, as after an old copy of
/// the store was put back without telling. Agents obey no generation twice and none below their
/// own, so the next order must be above.
///
/// What an agent says is believed up to a bound, so that a stolen token cannot use the counter up.
public final class GenerationFloor {
    private static final long FARTHEST = 1_000_000_000;

    private final Database database;
    private final GenerationSignal orders;
    private final Map<EnvironmentName, Generation> floors = new ConcurrentHashMap<>();
    private final Set<String> unbelieved = ConcurrentHashMap.newKeySet();

    public GenerationFloor(Database database, GenerationSignal orders) {
        this.database = database;
        this.orders = orders;
    }

    /// An agent of the environment has obeyed this generation; known ones cost nothing.
    public void seen(EnvironmentName environment, Generation generation, Act act) {
        var newest = GenerationSignal.generation(orders.newest(environment));
        var floor = floors.getOrDefault(environment, newest);
        if (!generation.after(newest) || !generation.after(floor)) {
            return;
        }
        if (generation.number() - newest.number() > FARTHEST) {
            refuse(environment, generation, act);
        } else {
            database.write(transaction -> raise(transaction, environment, generation, act));
        }
    }

    private Generation raise(
            Transaction transaction, EnvironmentName environment, Generation seen, Act act) {
        var before = GenerationStore.highest(transaction, environment);
        if (seen.after(before)) {
            GenerationStore.raise(transaction, environment, seen);
            var detail = act.who() + " has " + seen + ", the newest known here was " + before;
            act.record(transaction, "generation-raised", environment.value(), detail);
        }
        transaction.afterCommit(() -> floors.merge(environment, seen, GenerationFloor::higher));
        return seen;
    }

    private void refuse(EnvironmentName environment, Generation seen, Act act) {
        if (unbelieved.add(act.who())) {
            var detail = act.who() + " claims to have " + seen + ", which is not believed";
            var deed = new Act.Deed("generation-raised", environment.value(), "", detail);
            database.write(transaction -> {
                act.refused(transaction, deed);
                return deed;
            });
        }
    }

    private static Generation higher(Generation one, Generation other) {
        return one.after(other) ? one : other;
    }
}
