package dev.towline.agent.status;

import dev.towline.agent.reconcile.Reports;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.Generation;
import dev.towline.metrics.Words;
import dev.towline.wire.OutcomeReport;
import dev.towline.wire.Phase;
import dev.towline.wire.PhaseReport;
import dev.towline.wire.ReportEvent;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Counts the reports of one environment's deployments on their way.
///
/// The end of a deployment of an earlier process is told again at the start, and is not counted
/// again: this process did not see it begin. Used by the reconcile loop's thread where it counts.
final class CountedReports implements Reports {
    private static final double NANOS = 1e9;

    private final Reports reports;
    private final Meters meters;
    private volatile @Nullable Begun begun;

    CountedReports(Reports reports, Meters meters) {
        this.reports = reports;
        this.meters = meters;
    }

    /// @param nanos a clock that is never set
    record Meters(String environment, Counter deployments, Histogram phases, LongSupplier nanos) {}

    private record Begun(Generation generation, Phase phase, long at) {}

    @Override
    public void add(Generation generation, @Nullable DeploymentId deployment, ReportEvent event) {
        if (event instanceof PhaseReport phase) {
            count(generation, phase);
        }
        if (event instanceof OutcomeReport outcome) {
            count(generation, outcome);
        }
        reports.add(generation, deployment, event);
    }

    private void count(Generation generation, PhaseReport report) {
        var before = begun;
        switch (report.moment()) {
            case STARTED ->
                    begun = new Begun(generation, report.phase(), meters.nanos().getAsLong());
            case DEFERRED -> {}
            case PASSED, FAILED -> {
                if (before != null && before.phase() == report.phase()) {
                    meters.phases()
                            .labelValues(meters.environment(), Words.of(report.phase()))
                            .observe((meters.nanos().getAsLong() - before.at()) / NANOS);
                }
            }
        }
    }

    private void count(Generation generation, OutcomeReport report) {
        var before = begun;
        begun = null;
        if (before != null && before.generation().equals(generation)) {
            meters.deployments()
                    .labelValues(meters.environment(), Words.of(report.outcome()))
                    .inc();
        }
    }
}
