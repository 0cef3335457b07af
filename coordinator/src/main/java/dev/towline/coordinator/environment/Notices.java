package dev.towline.coordinator.environment;

import dev.towline.coordinator.rollout.RolloutView;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is out of the ordinary in an environment.
///
/// @param standing the contract bypass that is in force
/// @param accepted the warnings of the deployment that was accepted last
/// @param rollout that of the newest deployment
record Notices(
        Instant now,
        Optional<GivenBypass> standing,
        List<Warning> accepted,
        Optional<RolloutView> rollout) {

    static Notices of(
            Reading reading,
            EnvironmentName environment,
            Instant now,
            Optional<RolloutView> rollout) {
        return new Notices(
                now,
                BypassStore.standing(reading, environment, now),
                reading.list(
                        row ->
                                new Warning(
                                        Warning.Kind.ACCEPTED_WITH_WARNING,
                                        new DeploymentId(row.text("deployment")),
                                        row.text("agent") + ": " + row.text("warning")),
                        "SELECT * FROM deployment_vms WHERE warning IS NOT NULL"
                                + " AND deployment = (SELECT id FROM deployments"
                                + " WHERE environment = ? AND state = 'accepted'"
                                + " ORDER BY generation DESC LIMIT 1) ORDER BY agent",
                        environment),
                rollout);
    }

    /// All that is to be seen, with the newest order's overrides.
    List<Warning> warnings(Optional<Order> newest) {
        return Stream.concat(newest.flatMap(Notices::overridden).stream(), accepted.stream())
                .toList();
    }

    private static Optional<Warning> overridden(Order order) {
        var words =
                order.requestedBy()
                        + " overrode "
                        + String.join(", ", order.overrides())
                        + ": "
                        + order.reason();
        return order.overrides().isEmpty()
                ? Optional.empty()
                : Optional.of(new Warning(Warning.Kind.OVERRIDE, order.deployment(), words));
    }
}
