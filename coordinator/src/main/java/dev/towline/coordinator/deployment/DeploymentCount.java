package dev.towline.coordinator.deployment;

import dev.towline.coordinator.rollout.DeploymentState;
import dev.towline.coordinator.store.Reading;
import dev.towline.ids.EnvironmentName;
import java.util.List;

/// How many deployments of an environment are in a state.
public record DeploymentCount(EnvironmentName environment, DeploymentState state, long number) {

    /// All that there are.
    public static List<DeploymentCount> all(Reading reading) {
        return reading.list(
                row ->
                        new DeploymentCount(
                                new EnvironmentName(row.text("environment")),
                                DeploymentState.ofWord(row.text("state")),
                                row.number("number")),
                "SELECT environment, state, count(*) AS number FROM deployments"
                        + " GROUP BY environment, state");
    }
}
