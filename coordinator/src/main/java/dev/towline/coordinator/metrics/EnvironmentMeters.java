package dev.towline.coordinator.metrics;

import dev.towline.coordinator.watch.GenerationSignal;
import dev.towline.ids.EnvironmentName;
import dev.towline.metrics.Family;
import dev.towline.metrics.Family.Point;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// What is known of environments without asking the store.
record EnvironmentMeters(GenerationSignal orders, Instant now) {
    private static final Family GENERATION =
            new Family("towline_environment_generation", "The newest generation that was ordered.");
    private static final Family HOLDS =
            new Family("towline_holds", "Holds through the coordinator that stand now.");
    private static final Family POLLS =
            new Family("towline_long_polls", "Agents that wait for news of the environment now.");

    List<MetricSnapshot> of(List<EnvironmentName> environments) {
        return List.of(
                GENERATION.gauge(points(environments, this::generation)),
                HOLDS.gauge(points(environments, this::holds)),
                POLLS.gauge(points(environments, orders::parked)));
    }

    private double generation(EnvironmentName environment) {
        return GenerationSignal.generation(orders.newest(environment)).number();
    }

    private double holds(EnvironmentName environment) {
        return orders.news(environment).holds().standing(now).size();
    }

    private static Stream<Point> points(
            List<EnvironmentName> environments, ToDoubleFunction<EnvironmentName> value) {
        return environments.stream()
                .map(it -> Point.of(value.applyAsDouble(it), "environment", it.value()));
    }
}
