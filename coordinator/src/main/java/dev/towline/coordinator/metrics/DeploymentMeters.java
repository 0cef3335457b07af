package dev.towline.coordinator.metrics;

import dev.towline.coordinator.deployment.DeploymentCount;
import dev.towline.coordinator.rollout.DeploymentState;
import dev.towline.ids.EnvironmentName;
import dev.towline.metrics.Family;
import dev.towline.metrics.Family.Point;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Deployments by environment and state, as the store has them.
///
/// A deployment that has ended is opened again by a VM that is enrolled later, and ends again. A
/// counter must not go down for that: Prometheus would take it for a restart and count everything
/// anew. So what was told once is the least that is told.
final class DeploymentMeters {
    private static final Family ENDED =
            new Family("towline_deployments", "Deployments that have ended, by their outcome.");
    private static final Family OPEN =
            new Family("towline_deployments_open", "Deployments that have not ended.");

    private final Map<Kind, Double> told = new ConcurrentHashMap<>();

    private record Kind(EnvironmentName environment, DeploymentState state) {}

    List<MetricSnapshot> of(List<EnvironmentName> environments, List<DeploymentCount> counts) {
        return List.of(
                ENDED.counter(environments.stream().flatMap(it -> ended(it, counts))),
                OPEN.gauge(environments.stream().flatMap(it -> open(it, counts))));
    }

    /// Every outcome, also those that there never were: the first one must be seen as a growth.
    private Stream<Point> ended(EnvironmentName environment, List<DeploymentCount> counts) {
        return states(true)
                .map(state ->
                        Point.of(
                                atLeastAsTold(new Kind(environment, state), counts),
                                "environment",
                                environment.value(),
                                "outcome",
                                state.word()));
    }

    private static Stream<Point> open(EnvironmentName environment, List<DeploymentCount> counts) {
        return states(false)
                .map(state ->
                        Point.of(
                                number(new Kind(environment, state), counts),
                                "environment",
                                environment.value(),
                                "state",
                                state.word()));
    }

    private static Stream<DeploymentState> states(boolean ended) {
        return Arrays.stream(DeploymentState.values()).filter(it -> it.ended() == ended);
    }

    private double atLeastAsTold(Kind kind, List<DeploymentCount> counts) {
        return told.merge(kind, number(kind, counts), Math::max);
    }

    private static double number(Kind kind, List<DeploymentCount> counts) {
        return counts.stream()
                .filter(it -> kind.equals(new Kind(it.environment(), it.state())))
                .mapToDouble(it -> (double) it.number())
                .sum();
    }
}
