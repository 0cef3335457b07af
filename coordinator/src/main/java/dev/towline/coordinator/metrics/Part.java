package dev.towline.coordinator.metrics;

import dev.towline.ids.EnvironmentName;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.function.Predicate;

/// What a caller may see of a scrape.
record Part(Predicate<EnvironmentName> isReached) {

    MetricSnapshots of(MetricSnapshots all) {
        return new MetricSnapshots(all.stream().map(this::of).toList());
    }

    private MetricSnapshot of(MetricSnapshot metric) {
        return switch (metric) {
            case CounterSnapshot it ->
                    new CounterSnapshot(it.getMetadata(), seen(it.getDataPoints()));
            case GaugeSnapshot it -> new GaugeSnapshot(it.getMetadata(), seen(it.getDataPoints()));
            case HistogramSnapshot it ->
                    new HistogramSnapshot(it.getMetadata(), seen(it.getDataPoints()));
            // The process has others, which are about no environment.
            default -> metric;
        };
    }

    private <T extends DataPointSnapshot> List<T> seen(List<T> points) {
        return points.stream().filter(this::isSeen).toList();
    }

    private boolean isSeen(DataPointSnapshot point) {
        var environment = point.getLabels().get("environment");
        return environment == null || isReached.test(new EnvironmentName(environment));
    }
}
