package dev.towline.agent.reconcile;

import dev.towline.agent.plan.OutOfBand;
import dev.towline.agent.plan.Step;
import dev.towline.agent.project.ObservedProject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was seen at the last look, and what was done since: the rest of what changed is somebody
/// else's doing, or a crash. Used by the reconcile loop's thread only.
final class LastLook {
    private final List<Step> since = new ArrayList<>();
    private @Nullable ObservedProject seen;

    /// A step was tried.
    void acted(Step step) {
        since.add(step);
    }

    /// A new look; what changed since the last one by nobody's step, in words. Nothing after a
    /// start: there is no last one then.
    List<String> now(ObservedProject observed) {
        var before = seen;
        var changes =
                before == null
                        ? List.<String>of()
                        : OutOfBand.between(before, List.copyOf(since), observed);
        seen = observed;
        since.clear();
        return changes;
    }
}
