package dev.towline.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.stream.Stream;

/// One metric of a scrape, read and not counted.
///
/// @param name without `_total`
public record Family(String name, String help) {

    /// One of its lines.
    public record Point(Labels labels, double value) {
        public static Point of(double value, String... namesAndValues) {
            return new Point(Labels.of(namesAndValues), value);
        }
    }

    public GaugeSnapshot gauge(Stream<Point> points) {
        var gauge = GaugeSnapshot.builder().name(name).help(help);
        points.map(it ->
                        GaugeDataPointSnapshot.builder()
                                .labels(it.labels())
                                .value(it.value())
                                .build())
                .forEach(gauge::dataPoint);
        return gauge.build();
    }

    public CounterSnapshot counter(Stream<Point> points) {
        var counter = CounterSnapshot.builder().name(name).help(help);
        points.map(it ->
                        CounterDataPointSnapshot.builder()
                                .labels(it.labels())
                                .value(it.value())
                                .build())
                .forEach(counter::dataPoint);
        return counter.build();
    }
}
