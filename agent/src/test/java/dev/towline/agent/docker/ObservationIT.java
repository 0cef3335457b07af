package dev.towline.agent.docker;

import static dev.towline.agent.docker.DockerCli.docker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.plan.Step;
import dev.towline.agent.project.RestartPolicy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is seen of the real engine.
class ObservationIT {
    private final RealProject stack = new RealProject("seen");

    @AfterEach
    void clean() {
        stack.close();
    }

    @Test
    void observesTheImageOfAnEmptyProject() throws EngineException {
        var observed = stack.engine.observe(stack.project());

        assertThat(observed.containers()).isEmpty();
        assertThat(observed.networks()).isEmpty();
        assertThat(observed.volumes()).isEmpty();
        var pin = observed.images().get(stack.image);
        assertThat(pin.imageId().value())
                .isEqualTo(docker("image", "inspect", "-f", "{{.Id}}", stack.image));
        assertThat(pin.revision()).isEqualTo("abc");
        assertThat(pin.declaredVolumes()).containsExactly("/declared");
        assertThat(pin.repositoryDigest()).isNull();
    }

    @Test
    void leavesOneOffsAndOtherProjectsOut() throws EngineException {
        var label = "com.docker.compose.";
        docker(
                "create",
                "--label=" + label + "project=" + stack.name,
                "--label=" + label + "service=api",
                "--label=" + label + "oneoff=True",
                stack.image,
                "true");
        docker("create", "--label=" + label + "project=" + stack.name, stack.image, "true");
        docker(
                "network",
                "create",
                "--label=" + label + "project=" + stack.name,
                stack.name + "_front_too");
        docker(
                "volume",
                "create",
                "--label=" + label + "project=" + stack.name,
                "x" + stack.name + "_data");

        var observed = stack.engine.observe(stack.project());

        assertThat(observed.containers()).isEmpty();
        assertThat(observed.networks()).isEmpty();
        assertThat(observed.volumes()).isEmpty();
    }

    @Test
    void observesWhatOthersCreatedWithoutItsMarks() throws EngineException {
        var label = "com.docker.compose.";
        docker(
                "create",
                "--name=" + stack.name + "-old",
                "--label=" + label + "project=" + stack.name,
                "--label=" + label + "service=api",
                "--restart=on-failure:3",
                stack.image,
                "true");

        var container = stack.only();

        assertThat(container.number()).isOne();
        assertThat(container.specHash()).isNull();
        assertThat(container.origin()).isNull();
        assertThat(container.restart()).isEqualTo(new RestartPolicy("on-failure", 3));
    }

    @Test
    void tellsOfChanges() throws Exception {
        stack.createAll();
        var container = stack.only();
        var changes = new AtomicInteger();

        try (var _ = stack.engine.events(stack.name, _ -> changes.incrementAndGet())) {
            // The listener connects by itself: knock until it hears.
            Awaitility.await()
                    .atMost(seconds(20))
                    .until(() -> {
                        stack.perform(
                                new Step.SetRestartPolicy(
                                        container.id(),
                                        container.name(),
                                        RestartPolicy.NO,
                                        "test"));
                        return changes.get() > 0;
                    });
            var before = changes.get();

            stack.perform(new Step.StartContainer(container.id(), container.name(), "test"));

            Awaitility.await().atMost(seconds(20)).until(() -> changes.get() > before);
        }
    }

    @Test
    void namesWhatWasAgreedOn() throws EngineException {
        var version = stack.engine.version();

        assertThat(version.engine()).isEqualTo(docker("version", "-f", "{{.Server.Version}}"));
        assertThat(version.atLeast(41)).isTrue();
        assertThat(version.atLeast(1000)).isFalse();
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
