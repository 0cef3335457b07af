package dev.towline.agent.reconcile;

import dev.towline.agent.docker.Engine;
import dev.towline.agent.docker.EngineException;
import dev.towline.agent.journal.Entries;
import dev.towline.agent.plan.Goal;
import dev.towline.agent.plan.Planner;
import dev.towline.agent.plan.Stage;
import dev.towline.agent.project.Origin;
import dev.towline.agent.project.Release;
import dev.towline.ids.EnvironmentName;
import java.util.Set;
import java.util.stream.Collectors;

/// What differs now from the accepted release, for a person who changed something.
public final class Comparison {
    private Comparison() {}

    /// One difference a line, as the plan that would bring it back.
    public static String words(EnvironmentName environment, Entries entries, Engine engine)
            throws EngineException {
        var accepted = entries.lastAccepted();
        if (accepted.isEmpty()) {
            return "no release is accepted in " + environment + " yet, to compare with";
        }
        var differences = differences(environment, entries, accepted.get(), engine);
        return differences.isEmpty()
                ? "nothing differs from the accepted release " + accepted.get().sha().abbreviated()
                : "this differs now from the accepted release "
                        + accepted.get().sha().abbreviated()
                        + "; to bring it back:\n"
                        + differences;
    }

    private static String differences(
            EnvironmentName environment, Entries entries, Release release, Engine engine)
            throws EngineException {
        var origin = new Origin(environment, release.generation(), release.sha());
        var owned =
                entries.accepted().stream()
                        .flatMap(it -> it.project().services().keySet().stream())
                        .collect(Collectors.toSet());
        var goal = new Goal(release.project(), origin, Stage.SETTLED, Set.of(), owned);
        return Planner.plan(goal, engine.observe(release.project())).text().strip();
    }
}
