package dev.towline.agent.docker;

import static dev.towline.agent.docker.DockerCli.docker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.plan.Step;
import dev.towline.agent.plan.StepOutcome;
import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.ContainerState.Health;
import dev.towline.agent.project.ObservedMount;
import dev.towline.agent.project.RestartPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every step against the real engine, and observed back.
class StepRunnerIT {
    private final RealProject stack = new RealProject("steps");

    @AfterEach
    void clean() {
        stack.close();
    }

    @Test
    void createsAndStartsAServiceInTwoNetworks() throws EngineException {
        stack.createAll();

        var created = stack.only();
        assertThat(created.state()).isEqualTo(new ContainerState.Created());
        assertThat(created.name()).isEqualTo(stack.name + "-api-1.new");
        assertThat(created.number()).isOne();
        assertThat(created.origin()).isEqualTo(Projects.ORIGIN);
        assertThat(created.restart()).isEqualTo(RestartPolicy.NO);
        assertThat(created.networks().keySet())
                .containsExactlyInAnyOrder(stack.name + "_front", stack.name + "_back");
        assertThat(created.mounts())
                .contains(new ObservedMount("volume", stack.name + "_data", "/data", false));
        assertThat(created.mounts().stream().filter(ObservedMount::anonymousVolume))
                .extracting(ObservedMount::target)
                .containsExactlyInAnyOrder("/cache", "/declared");
        assertThat(stack.engine.observe(stack.project()).networks().keySet())
                .isEqualTo(Set.of(stack.name + "_front", stack.name + "_back"));
        assertThat(stack.engine.observe(stack.project()).volumes())
                .containsOnlyKeys(stack.name + "_data");

        stack.perform(new Step.StartContainer(created.id(), created.name(), "test"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> stack.only().state().health() == Health.HEALTHY);
        var aliases =
                docker(
                        "inspect",
                        "-f",
                        "{{range .NetworkSettings.Networks}}{{.Aliases}}{{end}}",
                        created.id());
        assertThat(aliases)
                .contains(stack.name + "-api-1 api store")
                .contains(stack.name + "-api-1 api");
    }

    @Test
    void everyStepMayBeDoneTwice() throws EngineException {
        stack.createAll();
        var container = stack.only();
        var id = container.id();
        var finalName = stack.name + "-api-1";
        var always = new RestartPolicy("always", 0);
        var anonymous = container.mounts().stream().filter(ObservedMount::anonymousVolume).toList();

        stack.perform(
                new Step.CreateNetwork(
                        stack.project(), stack.project().networks().get("front"), "again"));
        stack.perform(
                new Step.CreateVolume(
                        stack.project(), stack.project().volumes().get("data"), "again"));
        stack.perform(
                new Step.ConnectNetwork(stack.project(), "api", id, finalName, "back", "again"));
        for (var time = 0; time < 2; time++) {
            stack.perform(new Step.SetRestartPolicy(id, container.name(), always, "test"));
            stack.perform(new Step.RenameContainer(id, container.name(), finalName, "test"));
            stack.perform(new Step.StartContainer(id, finalName, "test"));
        }
        assertThat(stack.only().restart()).isEqualTo(always);
        assertThat(stack.only().name()).isEqualTo(finalName);
        assertThat(stack.only().running()).isTrue();
        for (var time = 0; time < 2; time++) {
            stack.perform(new Step.StopContainer(id, finalName, "test"));
        }
        assertThat(stack.only().state()).isEqualTo(new ContainerState.Exited(0, false));
        for (var time = 0; time < 2; time++) {
            stack.perform(new Step.RemoveContainer(id, finalName, "test"));
            stack.perform(new Step.StopContainer(id, finalName, "test"));
        }

        assertThat(stack.engine.observe(stack.project()).containers()).isEmpty();
        anonymous.forEach(it -> docker("volume", "rm", it.source()));
    }

    @Test
    void removingAContainerKeepsItsVolumes() throws EngineException {
        stack.createAll();
        var container = stack.only();
        var volumes =
                container.mounts().stream()
                        .filter(ObservedMount::volume)
                        .map(ObservedMount::source)
                        .toList();

        stack.perform(new Step.RemoveContainer(container.id(), container.name(), "test"));

        assertThat(volumes).hasSize(3);
        assertThat(docker("volume", "ls", "-q").lines()).containsAll(volumes);
        volumes.forEach(it -> docker("volume", "rm", it));
    }

    @Test
    void carriesTheAnonymousVolumesOfTheReplacedContainer() throws EngineException {
        stack.createAll();
        var old = stack.only();
        var carried = old.mounts().stream().filter(ObservedMount::anonymousVolume).toList();

        stack.perform(stack.withName(stack.name + "-api-2", carried));

        var heir =
                stack.engine.observe(stack.project()).containers().stream()
                        .filter(it -> it.name().equals(stack.name + "-api-2"))
                        .findFirst()
                        .orElseThrow();
        assertThat(heir.mounts()).containsExactlyInAnyOrderElementsOf(old.mounts());
    }

    @Test
    void aRunningContainerIsNotRemoved() throws EngineException {
        var container = stack.started();

        var outcome =
                stack.engine.perform(
                        new Step.RemoveContainer(container.id(), container.name(), "test"));

        assertThat(outcome).isInstanceOf(StepOutcome.Refused.class);
        assertThat(stack.only().running()).isTrue();
    }

    @Test
    void aTakenNameIsRefusedInTheEnginesWords() throws EngineException {
        stack.createAll();

        var outcome = stack.engine.perform(stack.withName(stack.name + "-api-1.new", List.of()));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        StepOutcome.Refused.class,
                        it -> assertThat(it.message()).contains("already in use"));
    }

    @Test
    void anExternalNetworkOrVolumeIsNeverCreated() {
        var external =
                Projects.project(
                        """
                        {"name": "%1$s", "services": {},
                         "networks": {"n": {"name": "%1$s_n", "external": true}},
                         "volumes": {"v": {"name": "%1$s_v", "external": true}}}
                        """
                                .formatted(stack.name));

        var network =
                stack.engine.perform(
                        new Step.CreateNetwork(external, external.networks().get("n"), "test"));
        var volume =
                stack.engine.perform(
                        new Step.CreateVolume(external, external.volumes().get("v"), "test"));

        assertThat(network).isInstanceOf(StepOutcome.Refused.class);
        assertThat(volume).isInstanceOf(StepOutcome.Refused.class);
        assertThat(docker("volume", "ls", "-q").lines()).doesNotContain(stack.name + "_v");
    }
}
