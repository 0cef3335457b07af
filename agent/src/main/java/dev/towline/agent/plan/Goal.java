package dev.towline.agent.plan;

import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.Origin;
import java.util.Set;

/// What a plan is made for.
///
/// @param started the ids of the containers that this attempt has started already: one of them that
///   has failed is not simply started again
public record Goal(DesiredProject project, Origin origin, Stage stage, Set<String> started) {
    public Goal {
        started = Set.copyOf(started);
    }
}
