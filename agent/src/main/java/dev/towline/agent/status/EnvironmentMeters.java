package dev.towline.agent.status;

import dev.towline.agent.reconcile.Tally.Heal;
import dev.towline.metrics.Family;
import dev.towline.metrics.Family.Point;
import dev.towline.metrics.Words;
import dev.towline.wire.Drift;
import dev.towline.wire.Status;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// What the status of each environment says, read at each scrape.
record EnvironmentMeters(Supplier<List<Shown>> source) implements MultiCollector {
    private static final Family CONDITION =
            new Family("towline_agent_condition", "1 for the condition that the VM is in.");
    private static final Family GENERATION =
            new Family("towline_agent_generation", "The newest generation that was received.");
    private static final Family LAG =
            new Family(
                    "towline_agent_generation_lag",
                    "Generations between what was received and what was accepted here.");
    private static final Family HOLDS =
            new Family("towline_agent_holds", "Holds that stand, given here or from afar.");
    private static final Family LINK =
            new Family(
                    "towline_agent_link_trouble", "Whether no order can come for a known reason.");
    private static final Family CONTACT =
            new Family(
                    "towline_agent_last_contact_timestamp_seconds",
                    "The coordinator's last answer; absent: none since the start.");
    private static final Family DRIFT =
            new Family("towline_agent_drift", "Differences from the accepted release.");
    private static final Family BEGUN =
            new Family("towline_agent_drift_begun", "Differences that began.");
    private static final Family HEALS =
            new Family("towline_agent_heals", "Steps of healing, by how they ended.");

    @Override
    public MetricSnapshots collect() {
        var all = source.get();
        return new MetricSnapshots(
                CONDITION.gauge(
                        all.stream()
                                .map(it ->
                                        new Point(
                                                labels(it)
                                                        .add(
                                                                "condition",
                                                                Words.of(it.status().status())),
                                                1))),
                GENERATION.gauge(points(all, it -> it.generation().number())),
                LAG.gauge(points(all, EnvironmentMeters::lag)),
                HOLDS.gauge(points(all, EnvironmentMeters::holds)),
                LINK.gauge(points(all, it -> it.link() == null ? 0 : 1)),
                CONTACT.gauge(all.stream().flatMap(EnvironmentMeters::contact)),
                DRIFT.gauge(flat(all, EnvironmentMeters::drift)),
                BEGUN.counter(flat(all, EnvironmentMeters::begun)),
                HEALS.counter(flat(all, EnvironmentMeters::heals)));
    }

    private static Stream<Point> points(List<Shown> all, ToDoubleFunction<Status> value) {
        return all.stream().map(it -> new Point(labels(it), value.applyAsDouble(it.status())));
    }

    private static Stream<Point> flat(List<Shown> all, Function<Shown, Stream<Point>> points) {
        return all.stream().flatMap(points);
    }

    private static double lag(Status status) {
        return Math.max(0, status.generation().number() - status.observedGeneration().number());
    }

    private static double holds(Status status) {
        return status.coordinatorHolds().size() + (status.hold() == null ? 0 : 1);
    }

    private static Stream<Point> contact(Shown shown) {
        return Optional.ofNullable(shown.status().lastContact()).stream()
                .map(it -> new Point(labels(shown), it.toEpochMilli() / 1e3));
    }

    private static Stream<Point> drift(Shown shown) {
        return Arrays.stream(Drift.Handling.values())
                .map(handling ->
                        new Point(
                                labels(shown).add("handling", Words.of(handling)),
                                shown.status().drift().stream()
                                        .filter(it -> it.handling() == handling)
                                        .count()));
    }

    private static Stream<Point> begun(Shown shown) {
        return Arrays.stream(Drift.Handling.values())
                .map(it ->
                        new Point(
                                labels(shown).add("handling", Words.of(it)),
                                shown.tally().drift(it)));
    }

    private static Stream<Point> heals(Shown shown) {
        return Arrays.stream(Heal.values())
                .map(it ->
                        new Point(
                                labels(shown).add("outcome", Words.of(it)),
                                shown.tally().heals(it)));
    }

    private static Labels labels(Shown shown) {
        return Labels.of("environment", shown.status().environment().value());
    }
}
