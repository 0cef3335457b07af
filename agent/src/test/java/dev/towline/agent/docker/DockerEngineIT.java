package dev.towline.agent.docker;

import static dev.towline.agent.docker.DockerCli.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.towline.agent.plan.Step;
import dev.towline.agent.plan.StepOutcome;
import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.ContainerState.Health;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedMount;
import dev.towline.agent.project.RestartPolicy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every step against the real engine, and observed back.
class DockerEngineIT {
    private static final String NAME = DockerCli.PREFIX + "-steps";
    private static final String IMAGE = NAME + ":1";
    private static final StepOutcome DONE = new StepOutcome.Done();
    private static final String CANONICAL =
            """
            {"name": "%1$s",
             "services": {
               "api": {
                 "image": "%2$s",
                 "command": ["sh", "-c", "echo ready; trap 'exit 0' TERM; sleep 1000 & wait"],
                 "environment": {"COLOUR": "a b=c", "GONE": null},
                 "healthcheck": {"test": ["CMD", "true"], "interval": "1s", "timeout": "2s"},
                 "restart": "always",
                 "stop_grace_period": "2s",
                 "init": true,
                 "networks": {"front": {"priority": 1}, "back": {"aliases": ["store"]}},
                 "volumes": [
                   {"type": "volume", "source": "data", "target": "/data", "volume": {}},
                   {"type": "volume", "target": "/cache", "volume": {}}]}},
             "networks": {"front": {"name": "%1$s_front"}, "back": {"name": "%1$s_back"}},
             "volumes": {"data": {"name": "%1$s_data"}}}
            """
                    .formatted(NAME, IMAGE);

    private final Engine engine =
            new DockerEngine(URI.create("unix:///var/run/docker.sock"), Path.of("/nonexistent"));
    private DesiredProject project = Projects.project(CANONICAL);

    @BeforeAll
    static void makeImage() {
        DockerCli.makeImage(
                IMAGE,
                "LABEL org.opencontainers.image.revision=abc",
                "VOLUME /declared",
                "ENV GONE=1");
    }

    @AfterAll
    static void removeImage() {
        docker("image", "rm", "-f", IMAGE);
    }

    @BeforeEach
    void resolve() throws EngineException {
        DockerCli.clean(NAME);
        project = project.withImages(engine.observe(project).images());
    }

    @AfterEach
    void clean() {
        engine.close();
        DockerCli.clean(NAME);
    }

    @Test
    void observesTheImageOfAnEmptyProject() throws EngineException {
        var observed = engine.observe(project);

        assertThat(observed.containers()).isEmpty();
        assertThat(observed.networks()).isEmpty();
        assertThat(observed.volumes()).isEmpty();
        var pin = observed.images().get(IMAGE);
        assertThat(pin.imageId().value())
                .isEqualTo(docker("image", "inspect", "-f", "{{.Id}}", IMAGE));
        assertThat(pin.revision()).isEqualTo("abc");
        assertThat(pin.declaredVolumes()).containsExactly("/declared");
        assertThat(pin.repositoryDigest()).isNull();
    }

    @Test
    void createsAndStartsAServiceInTwoNetworks() throws EngineException {
        createAll();

        var created = only();
        assertThat(created.state()).isEqualTo(new ContainerState.Created());
        assertThat(created.name()).isEqualTo(NAME + "-api-1.new");
        assertThat(created.number()).isOne();
        assertThat(created.origin()).isEqualTo(Projects.ORIGIN);
        assertThat(created.restart()).isEqualTo(RestartPolicy.NO);
        assertThat(created.networks()).containsExactlyInAnyOrder(NAME + "_front", NAME + "_back");
        assertThat(created.mounts())
                .contains(new ObservedMount("volume", NAME + "_data", "/data", false));
        assertThat(created.mounts().stream().filter(ObservedMount::anonymousVolume))
                .extracting(ObservedMount::target)
                .containsExactlyInAnyOrder("/cache", "/declared");
        assertThat(engine.observe(project).networks().keySet())
                .isEqualTo(Set.of(NAME + "_front", NAME + "_back"));
        assertThat(engine.observe(project).volumes()).isEqualTo(Set.of(NAME + "_data"));

        perform(new Step.StartContainer(created.id(), created.name(), "test"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> only().state().health() == Health.HEALTHY);
        var aliases =
                docker(
                        "inspect",
                        "-f",
                        "{{range .NetworkSettings.Networks}}{{.Aliases}}{{end}}",
                        created.id());
        assertThat(aliases).contains(NAME + "-api-1 api store").contains(NAME + "-api-1 api");
    }

    @Test
    void everyStepMayBeDoneTwice() throws EngineException {
        createAll();
        var container = only();
        var id = container.id();
        var finalName = NAME + "-api-1";
        var always = new RestartPolicy("always", 0);
        var anonymous = container.mounts().stream().filter(ObservedMount::anonymousVolume).toList();

        perform(new Step.CreateNetwork(project, project.networks().get("front"), "again"));
        perform(new Step.CreateVolume(project, project.volumes().get("data"), "again"));
        perform(new Step.ConnectNetwork(project, "api", id, finalName, "back", "again"));
        for (var time = 0; time < 2; time++) {
            perform(new Step.SetRestartPolicy(id, container.name(), always, "test"));
            perform(new Step.RenameContainer(id, container.name(), finalName, "test"));
            perform(new Step.StartContainer(id, finalName, "test"));
        }
        assertThat(only().restart()).isEqualTo(always);
        assertThat(only().name()).isEqualTo(finalName);
        assertThat(only().running()).isTrue();
        for (var time = 0; time < 2; time++) {
            perform(new Step.StopContainer(id, finalName, "test"));
        }
        assertThat(only().state()).isEqualTo(new ContainerState.Exited(0, false));
        for (var time = 0; time < 2; time++) {
            perform(new Step.RemoveContainer(id, finalName, "test"));
            perform(new Step.StopContainer(id, finalName, "test"));
        }

        assertThat(engine.observe(project).containers()).isEmpty();
        anonymous.forEach(it -> docker("volume", "rm", it.source()));
    }

    @Test
    void removingAContainerKeepsItsVolumes() throws EngineException {
        createAll();
        var container = only();
        var volumes =
                container.mounts().stream()
                        .filter(ObservedMount::volume)
                        .map(ObservedMount::source)
                        .toList();

        perform(new Step.RemoveContainer(container.id(), container.name(), "test"));

        assertThat(volumes).hasSize(3);
        assertThat(docker("volume", "ls", "-q").lines()).containsAll(volumes);
        volumes.forEach(it -> docker("volume", "rm", it));
    }

    @Test
    void carriesTheAnonymousVolumesOfTheReplacedContainer() throws EngineException {
        createAll();
        var old = only();
        var carried = old.mounts().stream().filter(ObservedMount::anonymousVolume).toList();

        perform(withName(NAME + "-api-2", carried));

        var heir =
                engine.observe(project).containers().stream()
                        .filter(it -> it.name().equals(NAME + "-api-2"))
                        .findFirst()
                        .orElseThrow();
        assertThat(heir.mounts()).containsExactlyInAnyOrderElementsOf(old.mounts());
    }

    @Test
    void aRunningContainerIsNotRemoved() throws EngineException {
        var container = started();

        var outcome =
                engine.perform(new Step.RemoveContainer(container.id(), container.name(), "test"));

        assertThat(outcome).isInstanceOf(StepOutcome.Refused.class);
        assertThat(only().running()).isTrue();
    }

    @Test
    void aTakenNameIsRefusedInTheEnginesWords() throws EngineException {
        createAll();

        var outcome = engine.perform(withName(NAME + "-api-1.new", List.of()));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        StepOutcome.Refused.class,
                        it -> assertThat(it.message()).contains("already in use"));
    }

    @Test
    void commandsHaveTheirExitCodeAndOutput() throws EngineException {
        var id = started().id();

        var result =
                engine.exec(id, List.of("sh", "-c", "echo out; echo err >&2; exit 7"), seconds(20));

        assertThat(result)
                .isEqualTo(
                        new ExecResult(
                                7,
                                new ExecResult.Output("out\n", false),
                                new ExecResult.Output("err\n", false),
                                false));
    }

    @Test
    void anEndlessOutputIsCappedAndDoesNotBlockTheCommand() throws EngineException {
        var id = started().id();

        var result =
                engine.exec(id, List.of("sh", "-c", "yes | head -c 3000000; exit 3"), seconds(30));

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.stdout().truncated()).isTrue();
        assertThat(result.stdout().text()).hasSize(64 * 1024);
    }

    @Test
    void aCommandThatDoesNotEndTimesOut() throws EngineException {
        var id = started().id();

        var result =
                engine.exec(
                        id, List.of("sh", "-c", "echo begun; sleep 300"), Duration.ofSeconds(2));

        assertThat(result)
                .isEqualTo(
                        new ExecResult(
                                -1,
                                new ExecResult.Output("begun\n", false),
                                new ExecResult.Output("", false),
                                true));
    }

    @Test
    void aCommandThatClosesItsOutputIsWaitedFor() throws EngineException {
        var id = started().id();

        var result =
                engine.exec(id, List.of("sh", "-c", "exec >&- 2>&-; sleep 1; exit 5"), seconds(30));

        assertThat(result.exitCode()).isEqualTo(5);
    }

    @Test
    void aMissingProgramIsNoSuccess() throws EngineException {
        var id = started().id();

        var result = engine.exec(id, List.of("/no/such/program"), seconds(20));

        assertThat(result.exitCode()).isBetween(126, 127);
    }

    @Test
    void aCommandInAStoppedContainerIsRefused() throws EngineException {
        createAll();
        var id = only().id();

        var thrown = catchThrowable(() -> engine.exec(id, List.of("true"), seconds(5)));

        assertThat(thrown)
                .isInstanceOfSatisfying(
                        EngineException.Refused.class,
                        it -> assertThat(it.status()).isEqualTo(409));
    }

    @Test
    void readsOneFile() throws EngineException {
        var id = started().id();
        engine.exec(id, List.of("sh", "-c", "echo -n '{\"ok\":1}' > /tmp/r.json"), seconds(20));

        assertThat(engine.read(id, "/tmp/r.json", 100))
                .hasValueSatisfying(it ->
                        assertThat(new String(it, StandardCharsets.UTF_8)).isEqualTo("{\"ok\":1}"));
        assertThat(engine.read(id, "/tmp/none.json", 100)).isEmpty();
        assertThat(engine.read(id, "/tmp", 100)).isEmpty();
        assertThat(catchThrowable(() -> engine.read(id, "/tmp/r.json", 3)))
                .isInstanceOf(EngineException.Refused.class)
                .hasMessageContaining("limit");
        assertThat(catchThrowable(() -> engine.read("0".repeat(64), "/tmp/r.json", 3)))
                .isInstanceOf(EngineException.Refused.class);
    }

    @Test
    void readsTheLastLines() throws EngineException {
        var id = started().id();

        Awaitility.await()
                .atMost(seconds(20))
                .untilAsserted(() -> assertThat(engine.logs(id, 5)).isEqualTo("ready\n"));
    }

    @Test
    void leavesOneOffsAndOtherProjectsOut() throws EngineException {
        var label = "com.docker.compose.";
        docker(
                "create",
                "--label=" + label + "project=" + NAME,
                "--label=" + label + "service=api",
                "--label=" + label + "oneoff=True",
                IMAGE,
                "true");
        docker("create", "--label=" + label + "project=" + NAME, IMAGE, "true");
        docker("network", "create", "--label=" + label + "project=" + NAME, NAME + "_front_too");
        docker("volume", "create", "--label=" + label + "project=" + NAME, "x" + NAME + "_data");

        var observed = engine.observe(project);

        assertThat(observed.containers()).isEmpty();
        assertThat(observed.networks()).isEmpty();
        assertThat(observed.volumes()).isEmpty();
    }

    @Test
    void observesWhatOthersCreatedWithoutItsMarks() throws EngineException {
        var label = "com.docker.compose.";
        docker(
                "create",
                "--name=" + NAME + "-old",
                "--label=" + label + "project=" + NAME,
                "--label=" + label + "service=api",
                "--restart=on-failure:3",
                IMAGE,
                "true");

        var container = only();

        assertThat(container.number()).isOne();
        assertThat(container.specHash()).isNull();
        assertThat(container.origin()).isNull();
        assertThat(container.restart()).isEqualTo(new RestartPolicy("on-failure", 3));
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
                                .formatted(NAME));

        var network =
                engine.perform(
                        new Step.CreateNetwork(external, external.networks().get("n"), "test"));
        var volume =
                engine.perform(
                        new Step.CreateVolume(external, external.volumes().get("v"), "test"));

        assertThat(network).isInstanceOf(StepOutcome.Refused.class);
        assertThat(volume).isInstanceOf(StepOutcome.Refused.class);
        assertThat(docker("volume", "ls", "-q").lines()).doesNotContain(NAME + "_v");
    }

    @Test
    void tellsOfChanges() throws Exception {
        createAll();
        var container = only();
        var changes = new AtomicInteger();

        try (var _ = engine.events(NAME, changes::incrementAndGet)) {
            // The listener connects by itself: knock until it hears.
            Awaitility.await()
                    .atMost(seconds(20))
                    .until(() -> {
                        perform(
                                new Step.SetRestartPolicy(
                                        container.id(),
                                        container.name(),
                                        RestartPolicy.NO,
                                        "test"));
                        return changes.get() > 0;
                    });
            var before = changes.get();

            perform(new Step.StartContainer(container.id(), container.name(), "test"));

            Awaitility.await().atMost(seconds(20)).until(() -> changes.get() > before);
        }
    }

    @Test
    void namesWhatWasAgreedOn() throws EngineException {
        var version = engine.version();

        assertThat(version.engine()).isEqualTo(docker("version", "-f", "{{.Server.Version}}"));
        assertThat(version.atLeast(41)).isTrue();
        assertThat(version.atLeast(48)).isFalse();
    }

    private void createAll() throws EngineException {
        for (var network : project.networks().values()) {
            perform(new Step.CreateNetwork(project, network, "test"));
        }
        for (var volume : project.volumes().values()) {
            perform(new Step.CreateVolume(project, volume, "test"));
        }
        perform(withName(NAME + "-api-1.new", List.of()));
        perform(
                new Step.ConnectNetwork(
                        project, "api", only().id(), NAME + "-api-1", "back", "test"));
    }

    private ObservedContainer started() throws EngineException {
        createAll();
        perform(new Step.StartContainer(only().id(), only().name(), "test"));
        return only();
    }

    private Step.CreateContainer withName(String name, List<ObservedMount> carried) {
        return new Step.CreateContainer(
                project,
                Projects.ORIGIN,
                "api",
                1,
                name,
                NAME + "-api-1",
                IMAGE,
                RestartPolicy.NO,
                carried,
                "test");
    }

    private ObservedContainer only() throws EngineException {
        var containers = engine.observe(project).containers();
        assertThat(containers).hasSize(1);
        return containers.getFirst();
    }

    private void perform(Step step) {
        assertThat(engine.perform(step)).as(step.describe()).isEqualTo(DONE);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
