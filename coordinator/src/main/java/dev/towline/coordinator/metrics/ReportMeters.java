package dev.towline.coordinator.metrics;

import dev.towline.coordinator.environment.Vm;
import dev.towline.coordinator.fleet.ReportListener;
import dev.towline.coordinator.http.Caller;
import dev.towline.ids.AgentId;
import dev.towline.metrics.Words;
import dev.towline.wire.AgentReport;
import dev.towline.wire.Drift;
import dev.towline.wire.PhaseReport;
import dev.towline.wire.Status;
import dev.towline.wire.StatusReport;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Counts what agents report.
///
/// Only the store's writer tells it of reports, one after the other.
final class ReportMeters implements ReportListener {
    private static final double[] PHASE_SECONDS = {
        0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800
    };

    private final Counter reports;
    private final Counter drift;
    private final Histogram phases;
    private final Map<AgentId, AgentReport> underway = new ConcurrentHashMap<>();
    private final Map<AgentId, Set<String>> known = new ConcurrentHashMap<>();

    /// @param vms with what they told before
    ReportMeters(PrometheusRegistry registry, List<Vm> vms) {
        this.reports =
                Counter.builder()
                        .name("towline_reports_total")
                        .help("Reports of agents that were taken in.")
                        .labelNames("environment")
                        .withoutExemplars()
                        .register(registry);
        this.drift =
                Counter.builder()
                        .name("towline_drift_total")
                        .help("Differences from accepted releases that agents began to tell of.")
                        .labelNames("environment", "handling")
                        .withoutExemplars()
                        .register(registry);
        this.phases =
                Histogram.builder()
                        .name("towline_phase_duration_seconds")
                        .help("How long a phase of a deployment took on a VM, by its clock.")
                        .labelNames("environment", "phase")
                        .classicOnly()
                        .classicUpperBounds(PHASE_SECONDS)
                        .withoutExemplars()
                        .register(registry);
        vms.forEach(it -> known.put(it.agent(), whats(it.status())));
    }

    @Override
    public void taken(Caller.Agent agent, AgentReport report) {
        reports.labelValues(agent.environment().value()).inc();
        switch (report.event()) {
            case PhaseReport phase -> took(agent, phase, report);
            case StatusReport(var status) -> drifted(agent, status);
            default -> {}
        }
    }

    /// A deferred phase goes on; one that a newer generation took over never ends.
    private void took(Caller.Agent agent, PhaseReport phase, AgentReport report) {
        switch (phase.moment()) {
            case STARTED -> underway.put(agent.id(), report);
            case DEFERRED -> {}
            case PASSED, FAILED -> {
                var begun = underway.remove(agent.id());
                if (begun != null && isOf(begun, phase, report)) {
                    var time = Duration.between(begun.at(), report.at());
                    phases.labelValues(agent.environment().value(), Words.of(phase.phase()))
                            .observe(Math.max(0, Metrics.seconds(time)));
                }
            }
        }
    }

    private static boolean isOf(AgentReport begun, PhaseReport phase, AgentReport ended) {
        return begun.generation().equals(ended.generation())
                && begun.event() instanceof PhaseReport it
                && it.phase() == phase.phase();
    }

    private void drifted(Caller.Agent agent, Status status) {
        var before = known.put(agent.id(), whats(status));
        for (var one : status.drift()) {
            if (before == null || !before.contains(one.what())) {
                drift.labelValues(agent.environment().value(), Words.of(one.handling())).inc();
            }
        }
    }

    private static Set<String> whats(@Nullable Status status) {
        return status == null
                ? Set.of()
                : status.drift().stream().map(Drift::what).collect(Collectors.toSet());
    }

    /// The others are enrolled no more.
    void forgetAllBut(Set<AgentId> enrolled) {
        underway.keySet().retainAll(enrolled);
        known.keySet().retainAll(enrolled);
    }
}
