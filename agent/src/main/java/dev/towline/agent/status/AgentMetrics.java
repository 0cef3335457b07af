package dev.towline.agent.status;

import dev.towline.agent.reconcile.Reports;
import dev.towline.ids.EnvironmentName;
import dev.towline.metrics.Exposition;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The metrics of one agent; see docs/observability.md.
///
/// Gauges are read from the status at each scrape; durations and ends of deployments are counted
/// where they are reported.
public final class AgentMetrics {
    private static final double[] PHASE_SECONDS = {
        0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800
    };

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final LongSupplier nanos;
    private final Counter deployments;
    private final Histogram phases;

    /// @param source what each environment shows now
    public AgentMetrics(Supplier<List<Shown>> source) {
        this(source, System::nanoTime);
    }

    AgentMetrics(Supplier<List<Shown>> source, LongSupplier nanos) {
        this.nanos = nanos;
        this.deployments =
                Counter.builder()
                        .name("towline_agent_deployments_total")
                        .help("Deployments that ended in this process, by their outcome.")
                        .labelNames("environment", "outcome")
                        .withoutExemplars()
                        .register(registry);
        this.phases =
                Histogram.builder()
                        .name("towline_agent_phase_duration_seconds")
                        .help("How long a phase of a deployment took, waiting included.")
                        .labelNames("environment", "phase")
                        .classicOnly()
                        .classicUpperBounds(PHASE_SECONDS)
                        .withoutExemplars()
                        .register(registry);
        registry.register(new EnvironmentMeters(source));
        registry.register(new ProcessMeters());
    }

    /// Counts what an environment reports, and passes it on.
    public Reports counting(EnvironmentName environment, Reports reports) {
        return new CountedReports(
                reports,
                new CountedReports.Meters(environment.value(), deployments, phases, nanos));
    }

    /// All of it, in Prometheus' text form 0.0.4.
    String text() {
        return Exposition.text(registry.scrape());
    }
}
