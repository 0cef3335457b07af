package dev.towline.coordinator.deployment;

import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Transaction;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;

/// The counter of each environment: the generation of its newest order, and the floor that the next
/// one must be above.
public final class GenerationStore {
    /// More orders than are ever lost with the time between a backup and its being put back.
    private static final long MILLION = 1_000_000;

    private GenerationStore() {}

    /// The one that the next order gets.
    static Generation next(Reading reading, EnvironmentName environment) {
        return highest(reading, environment).next();
    }

    static Generation highest(Reading reading, EnvironmentName environment) {
        return new Generation(
                reading.first(
                                row -> row.number("highest"),
                                "SELECT max (generation_floor, ifnull ((SELECT max (generation)"
                                        + " FROM deployments WHERE environment = name), 0))"
                                        + " AS highest FROM environments WHERE name = ?",
                                environment)
                        .orElse(0L));
    }

    static void raise(Transaction transaction, EnvironmentName environment, Generation floor) {
        transaction.update(
                "UPDATE environments SET generation_floor = max (generation_floor, ?)"
                        + " WHERE name = ?",
                floor.number(),
                environment);
    }

    /// Lets each environment go on above all that may have been given and forgotten: its next order
    /// begins a new million.
    public static void beginNewMillion(Transaction transaction) {
        transaction
                .list(row -> new EnvironmentName(row.text("name")), "SELECT name FROM environments")
                .forEach(name -> {
                    var million = highest(transaction, name).number() / MILLION + 1;
                    raise(transaction, name, new Generation(million * MILLION));
                });
    }
}
