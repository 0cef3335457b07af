package dev.towline.coordinator.metrics;

import dev.towline.coordinator.fleet.AgentStore;
import dev.towline.coordinator.fleet.ReportListener;
import dev.towline.coordinator.http.Caller;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Latency;
import dev.towline.coordinator.watch.EventSignal;
import dev.towline.coordinator.watch.GenerationSignal;
import dev.towline.ids.EnvironmentName;
import dev.towline.metrics.Exposition;
import dev.towline.wire.AgentReport;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Predicate;

/// The metrics of one coordinator; see docs/observability.md.
public final class Metrics implements ReportListener {
    private static final double[] STORE_SECONDS = {
        0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10
    };

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ReportMeters reports;

    /// Measures from now on.
    public Metrics(Sources sources) {
        this.reports = new ReportMeters(registry, sources.agents().all());
        registry.register(new Scrape(sources, reports));
        sources.database().timedBy(latency());
        ProcessMetrics.builder().register(registry);
        JvmMemoryMetrics.builder().register(registry);
        JvmThreadsMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
    }

    /// Where the numbers come from.
    public record Sources(
            Database database,
            AgentStore agents,
            GenerationSignal orders,
            EventSignal events,
            InstantSource clock) {}

    private Latency latency() {
        var seconds =
                Histogram.builder()
                        .name("towline_store_operation_duration_seconds")
                        .help("From asking the store to its answer; a write is durable by then.")
                        .labelNames("operation")
                        .classicOnly()
                        .classicUpperBounds(STORE_SECONDS)
                        .withoutExemplars()
                        .register(registry);
        return (use, time) ->
                seconds.labelValues(use.name().toLowerCase(Locale.ROOT)).observe(seconds(time));
    }

    static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    @Override
    public void taken(Caller.Agent agent, AgentReport report) {
        reports.taken(agent, report);
    }

    /// What is about these environments or about none, in Prometheus' text form 0.0.4.
    String text(Predicate<EnvironmentName> isReached) {
        return Exposition.text(new Part(isReached).of(registry.scrape()));
    }
}
