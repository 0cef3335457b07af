package dev.towline.agent.reconcile;

import dev.towline.agent.check.Pace;
import dev.towline.agent.docker.Attributes;
import dev.towline.agent.docker.Engine;
import dev.towline.agent.docker.EngineException;
import dev.towline.agent.docker.HostFile;
import dev.towline.agent.docker.PullOutcome;
import dev.towline.agent.docker.WantedImage;
import dev.towline.agent.plan.Goal;
import dev.towline.agent.plan.Objections;
import dev.towline.agent.plan.Plan;
import dev.towline.agent.plan.Planner;
import dev.towline.agent.plan.Stage;
import dev.towline.agent.plan.Step;
import dev.towline.agent.plan.StepOutcome;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ImagePin;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.Origin;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// One pass over a project from a folder, without a coordinator, a journal or gates: what the
/// commands `plan` and `apply` do.
public final class FolderPass {
    private static final EnvironmentName LOCAL = new EnvironmentName("local");

    private final Engine engine;
    private final Consumer<String> tell;

    public FolderPass(Engine engine, Consumer<String> tell) {
        this.engine = engine;
        this.tell = tell;
    }

    /// A project that cannot be brought to what it should be, and why.
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /// What would be done first; images must be on the VM already.
    public Plan plan(DesiredProject project) throws EngineException, Refused {
        var ready = resolved(project, WantedImage::present);
        return Planner.plan(goal(ready, Stage.SETTLED, Set.of()), engine.observe(ready));
    }

    /// Pulls what is missing, then acts until there is nothing left to do.
    ///
    /// @param patience how long nothing may move
    public void apply(DesiredProject project, Duration patience)
            throws EngineException, Refused, InterruptedException {
        var ready = resolved(project, UnaryOperator.identity());
        var observed = engine.observe(ready);
        var objections =
                new ArrayList<>(Objections.of(goal(ready, Stage.TRIAL, Set.of()), observed));
        objections.addAll(HostPorts.taken(ready, observed));
        if (!objections.isEmpty()) {
            throw new Refused(String.join("\n", objections));
        }
        Planner.plan(goal(ready, Stage.TRIAL, Set.of()), observed).notes().forEach(tell);
        var switched = reach(ready, Stage.TRIAL, observed, patience);
        reach(ready, Stage.SETTLED, switched, patience);
    }

    /// What was observed last: there is nothing left to do then.
    ///
    /// @param first what was observed just now
    private ObservedProject reach(
            DesiredProject project, Stage stage, ObservedProject first, Duration patience)
            throws EngineException, Refused, InterruptedException {
        var started = new HashSet<String>();
        var deadline = new Deadline(Pace.system(), patience);
        var observed = first;
        while (true) {
            var plan = Planner.plan(goal(project, stage, started), observed);
            if (plan.empty()) {
                return observed;
            }
            if (!plan.blocked().isEmpty() || deadline.over()) {
                throw new Refused(plan.text().strip());
            }
            if (plan.steps().isEmpty()) {
                Pace.system().sleep(Patience.LOOK);
            } else {
                perform(plan, started);
                deadline.startAgain();
            }
            observed = engine.observe(project);
        }
    }

    private void perform(Plan plan, Set<String> started) throws Refused {
        for (var step : plan.steps()) {
            tell.accept(step.describe() + " (" + step.cause() + ")");
            if (step instanceof Step.StartContainer start && !started.add(start.containerId())) {
                throw new Refused(start.container() + " does not stay up: " + start.cause());
            }
            switch (engine.perform(step)) {
                case StepOutcome.Done _ -> {}
                case StepOutcome.Refused it -> throw refused(step, it.message());
                case StepOutcome.EngineAtFault it -> throw refused(step, it.message());
                case StepOutcome.Unknown it -> throw refused(step, it.message());
            }
        }
    }

    private static Refused refused(Step step, String message) {
        return new Refused("could not " + step.describe() + ": " + message);
    }

    private DesiredProject resolved(DesiredProject project, UnaryOperator<WantedImage> asked)
            throws EngineException, Refused {
        review(project);
        Map<String, ImagePin> images = new LinkedHashMap<>();
        for (var image : WantedImage.of(project)) {
            var outcome = engine.pull(asked.apply(image), tell, Patience.PULL);
            if (outcome instanceof PullOutcome.Ready it) {
                images.put(image.reference(), it.pin());
            } else {
                throw new Refused(outcome.failure().orElse(""));
            }
        }
        return Contents.ofFolder(project).withImages(images);
    }

    /// What cannot be given to the engine is refused before anything is touched.
    private void review(DesiredProject project) throws EngineException, Refused {
        var review = Attributes.review(project, engine.version());
        review.ignored().forEach(it -> tell.accept("ignored: " + it));
        var objections = new ArrayList<>(review.refused());
        HostFile.of(project).stream()
                .filter(it -> !java.nio.file.Files.exists(Path.of(it.path())))
                .map(it -> it.where() + ": the file " + it.path() + " does not exist")
                .forEach(objections::add);
        if (!objections.isEmpty()) {
            throw new Refused(String.join("\n", objections));
        }
    }

    private static Goal goal(DesiredProject project, Stage stage, Set<String> started) {
        return new Goal(project, new Origin(LOCAL, Generation.NONE, null), stage, started);
    }
}
