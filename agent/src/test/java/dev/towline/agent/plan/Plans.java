package dev.towline.agent.plan;

import dev.towline.agent.plan.Step.StartContainer;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.Origin;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// The agent's loop in small: plan, perform, look again. It remembers what it started, as an agent
/// does until it is killed.
final class Plans {
    static final Origin ORIGIN =
            new Origin(new EnvironmentName("staging"), new Generation(1), null);
    private static final int ENOUGH_PASSES = 40;
    private static final Pattern HASH = Pattern.compile("towline-next-[0-9a-f]{8}");
    private final FakeEngine engine;
    private final Set<String> started = new HashSet<>();
    private final Set<String> owned = new HashSet<>();

    Plans(FakeEngine engine) {
        this.engine = engine;
    }

    Plan plan(DesiredProject project, Stage stage) {
        return Planner.plan(goal(project, stage), engine.observe(project));
    }

    Goal goal(DesiredProject project, Stage stage) {
        return new Goal(project, ORIGIN, stage, started, owned);
    }

    /// The plan's text, with the hash in temporary names blotted out.
    String text(DesiredProject project, Stage stage) {
        return readable(plan(project, stage).text());
    }

    /// Passes until the plan is empty; the text of all plans, a blank line between two.
    String converge(DesiredProject project, Stage stage) {
        return convergeTo(project, stage, "");
    }

    /// Passes until the plan has no more steps, and says no more than this.
    String convergeTo(DesiredProject project, Stage stage, String left) {
        var texts = new StringBuilder();
        for (var pass = 0; pass < ENOUGH_PASSES; pass++) {
            var plan = plan(project, stage);
            if (plan.text().equals(left)) {
                return texts.toString();
            }
            texts.append(texts.isEmpty() ? "" : "\n").append(readable(plan.text()));
            plan.steps().forEach(this::perform);
            engine.live();
        }
        throw new AssertionError("does not converge: " + texts);
    }

    /// Deploys and accepts.
    void settle(DesiredProject project) {
        converge(project, Stage.TRIAL);
        converge(project, Stage.SETTLED);
        accepted(project);
        forget();
    }

    /// Performs the first steps of one plan only.
    void perform(DesiredProject project, Stage stage, int steps) {
        plan(project, stage).steps().stream().limit(steps).forEach(this::perform);
    }

    void perform(Step step) {
        if (step instanceof StartContainer start) {
            started.add(start.containerId());
        }
        engine.perform(step);
    }

    void accepted(DesiredProject project) {
        owned.addAll(project.services().keySet());
    }

    /// A new attempt, or an agent that was killed.
    void forget() {
        started.clear();
    }

    static String readable(String text) {
        return HASH.matcher(text).replaceAll("towline-next-HASH");
    }
}
