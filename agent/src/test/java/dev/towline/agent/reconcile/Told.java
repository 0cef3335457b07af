package dev.towline.agent.reconcile;

import dev.towline.wire.Outcome;
import dev.towline.wire.OutcomeReport;
import dev.towline.wire.PhaseReport;
import dev.towline.wire.ProgressReport;
import java.util.List;
import java.util.Locale;

/// What the coordinator was told.
final class Told {
    private Told() {}

    /// The ends of deployments that the coordinator was told, in their order.
    static List<Outcome> outcomes(World world) {
        return world.told.stream()
                .filter(OutcomeReport.class::isInstance)
                .map(it -> ((OutcomeReport) it).outcome())
                .toList();
    }

    /// What the coordinator was told in between, in words.
    static List<String> progress(World world) {
        return world.told.stream()
                .filter(ProgressReport.class::isInstance)
                .map(it -> ((ProgressReport) it).message())
                .toList();
    }

    /// The phases that the coordinator was told, as `prepare started`.
    static List<String> phases(World world) {
        return world.told.stream()
                .filter(PhaseReport.class::isInstance)
                .map(it -> (PhaseReport) it)
                .map(it -> (it.phase() + " " + it.moment()).toLowerCase(Locale.ROOT))
                .toList();
    }
}
