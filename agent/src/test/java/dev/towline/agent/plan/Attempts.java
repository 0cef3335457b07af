package dev.towline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.plan.Step.CreateContainer;
import dev.towline.agent.plan.Step.RemoveContainer;
import dev.towline.agent.plan.Step.RenameContainer;
import dev.towline.agent.plan.Step.SetRestartPolicy;
import dev.towline.agent.plan.Step.StartContainer;
import dev.towline.agent.plan.Step.StopContainer;
import dev.towline.agent.project.ContainerState.Exited;
import dev.towline.agent.project.ContainerState.Running;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ServiceSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Brings a fake engine to projects, step by step, and judges every step.
final class Attempts {
    static final String STRANGER = "stranger";
    private static final int ENOUGH_PASSES = 40;
    private final FakeEngine engine;
    private final Plans plans;
    private final StringBuilder told = new StringBuilder();
    private Runnable meanwhile = () -> {};

    Attempts(FakeEngine engine) {
        this.engine = engine;
        this.plans = new Plans(engine);
    }

    /// What happens between two passes of an attempt that ends with a crash.
    void meanwhile(Runnable mischief) {
        meanwhile = mischief;
    }

    /// Passes until the plan is empty.
    void converge(DesiredProject project, Stage stage) {
        var open = passes(project, stage, Integer.MAX_VALUE);
        if (stage == Stage.SETTLED) {
            plans.accepted(project);
        }
        assertThat(open).as("steps, waits and blocks left").isEmpty();
        assertThat(plans.plan(project, stage).empty()).as("a second plan is empty").isTrue();
    }

    /// Passes between deployments until nothing is done any more, whatever is left to people; what
    /// is gone then was awaited, and had completed.
    void keep(DesiredProject project) {
        for (var pass = 0; pass < ENOUGH_PASSES; pass++) {
            anew();
            var plan = plans.plan(project, Stage.KEPT);
            if (plan.steps().isEmpty() && plan.waits().isEmpty()) {
                assertKept(project, plan);
                return;
            }
            told.append("-- kept\n").append(plan.text()).append('\n');
            for (var step : plan.steps()) {
                judge(step, project, Stage.KEPT);
                plans.perform(step);
            }
            engine.live();
        }
        throw new AssertionError("does not come to rest");
    }

    private void assertKept(DesiredProject project, Plan plan) {
        if (!plan.empty()) {
            return;
        }
        var missing = missing(project);
        assertThat(missing).allMatch(it -> OneShots.awaited(project, project.service(it)));
        if (missing.isEmpty()) {
            assertSettled(project);
        }
    }

    /// Another attempt remembers nothing of what the one before started.
    void anew() {
        plans.forget();
    }

    /// Passes until so many steps are done, or the plan is empty; then the agent is killed.
    void crash(DesiredProject project, Stage stage, int steps) {
        passes(project, stage, steps);
        told.append("-- crash\n");
        plans.forget();
    }

    void powerCycle() {
        told.append("-- power cycle\n");
        engine.powerCycle();
        plans.forget();
    }

    /// All that was done, for the message of a failure.
    String told() {
        return told + "\n" + engine.text();
    }

    private String passes(DesiredProject project, Stage stage, int steps) {
        var left = steps;
        told.append("== ").append(stage).append(' ').append(project.canonical()).append('\n');
        for (var pass = 0; pass < ENOUGH_PASSES; pass++) {
            var plan = plans.plan(project, stage);
            if (plan.empty()) {
                return "";
            }
            told.append(plan.text()).append('\n');
            for (var step : plan.steps()) {
                if (left-- <= 0) {
                    return "crashed";
                }
                judge(step, project, stage);
                plans.perform(step);
            }
            engine.live();
            if (steps != Integer.MAX_VALUE) {
                meanwhile.run();
            }
        }
        return plans.plan(project, stage).text();
    }

    private void judge(Step step, DesiredProject project, Stage stage) {
        assertThat(touched(step)).as(step.describe()).isNotEqualTo(STRANGER);
        if (step instanceof RemoveContainer) {
            assertThat(stage).as(step.describe()).isNotEqualTo(Stage.TRIAL);
        }
        if (stage == Stage.KEPT) {
            assertThat(theirs(step, project)).as(step.describe()).isEmpty();
        } else if (step instanceof StopContainer) {
            assertThat(missing(project)).as("created before %s", step.describe()).isEmpty();
        }
        if (step instanceof CreateContainer it && stage == Stage.TRIAL) {
            assertThat(it.restart().name()).as(step.describe()).isEqualTo("no");
        }
    }

    // Running, made by others, and not as it should be.
    private List<String> theirs(Step step, DesiredProject project) {
        return engine.containers().stream()
                .filter(it -> it.origin == null && it.state.alive() && !it.isOf(project))
                .map(it -> it.name)
                .filter(step.describe()::contains)
                .toList();
    }

    private String touched(Step step) {
        return switch (step) {
            case SetRestartPolicy it -> service(it.containerId());
            case StopContainer it -> service(it.containerId());
            case RenameContainer it -> service(it.containerId());
            case StartContainer it -> service(it.containerId());
            case RemoveContainer it -> service(it.containerId());
            case Step.CopyFiles it -> service(it.containerId());
            case Step.RunHook it -> service(it.containerId());
            case Step.DisconnectNetwork it -> service(it.containerId());
            case Step.CreateNetwork _, Step.RemoveNetwork _, Step.CreateVolume _ -> "";
            case CreateContainer _, Step.ConnectNetwork _ -> "";
        };
    }

    private String service(String id) {
        return engine.containers().stream()
                .filter(it -> it.id.equals(id))
                .findFirst()
                .orElseThrow()
                .service;
    }

    // Of a service with several containers, any numbers will do.
    private List<String> missing(DesiredProject project) {
        return project.services().values().stream()
                .filter(it -> numbers(it.name(), project) < it.scale())
                .map(ServiceSpec::name)
                .toList();
    }

    private Stream<FakeContainer> joinsOf(FakeContainer container) {
        return engine.containers().stream().filter(it -> container.joined.containsValue(it.id));
    }

    private long numbers(String service, DesiredProject project) {
        return engine.containers().stream()
                .filter(it -> it.service.equals(service) && it.isOf(project))
                .filter(it -> joinsOf(it).allMatch(other -> other.isOf(project)))
                .map(it -> it.number)
                .distinct()
                .count();
    }

    /// Exactly the containers of this project, each in its place and as declared.
    void assertSettled(DesiredProject project) {
        engine.live();
        var ours =
                engine.containers().stream()
                        .filter(it -> !it.service.equals(STRANGER))
                        .filter(it -> !project.provenance().disabled().contains(it.service))
                        .toList();
        assertThat(missing(project)).isEmpty();
        assertThat(ours).as(told()).hasSameSizeAs(places(project));
        for (var it : ours) {
            assertThat(it.isOf(project)).as(it.name).isTrue();
            assertThat(it.name).isEqualTo(it.spec.containerName(project.name(), it.number));
            assertThat(it.restart).as(it.name).isEqualTo(it.spec.restart());
            assertThat(it.networks)
                    .as(it.name)
                    .containsKeys(
                            it.spec.networks().stream()
                                    .map(key -> "shop_" + key)
                                    .toArray(String[]::new));
            assertThat(it.hooked || it.needsNoHooks()).as("hooks of %s ran", it.name).isTrue();
            assertThat(it.state).as(it.name).isInstanceOfAny(Running.class, Exited.class);
            var job = it.spec.image().startsWith("job");
            assertThat(it.state.equals(new Exited(0, false))).as(it.name).isEqualTo(job);
        }
    }

    static Set<String> places(DesiredProject project) {
        return project.services().values().stream()
                .flatMap(it ->
                        IntStream.rangeClosed(1, it.scale()).mapToObj(number -> it.name() + number))
                .collect(Collectors.toSet());
    }
}
