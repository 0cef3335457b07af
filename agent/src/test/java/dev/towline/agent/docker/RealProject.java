package dev.towline.agent.docker;

import static dev.towline.agent.docker.DockerCli.docker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.plan.Step;
import dev.towline.agent.plan.StepOutcome;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedMount;
import dev.towline.agent.project.RestartPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A project of one service in two networks, on the real engine.
final class RealProject implements AutoCloseable {
    private static final StepOutcome DONE = new StepOutcome.Done();
    final String name;
    final String image;
    final Engine engine = new DockerEngine(DockerCli.ENGINE, Path.of("/nonexistent"));
    private final DesiredProject project;

    /// Makes its image and cleans up what an earlier run left.
    RealProject(String suffix) {
        name = DockerCli.PREFIX + "-" + suffix;
        image = name + ":1";
        DockerCli.clean(name);
        DockerCli.makeImage(
                image,
                "LABEL org.opencontainers.image.revision=abc",
                "VOLUME /declared",
                "ENV GONE=1");
        project = resolved(Projects.project(canonical()));
    }

    DesiredProject project() {
        return project;
    }

    @Override
    public void close() {
        engine.close();
        DockerCli.clean(name);
        docker("image", "rm", "-f", image);
    }

    private String canonical() {
        return """
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
                .formatted(name, image);
    }

    private DesiredProject resolved(DesiredProject canonical) {
        try {
            return canonical.withImages(engine.observe(canonical).images());
        } catch (EngineException e) {
            throw new AssertionError("the engine must be there", e);
        }
    }

    void createAll() throws EngineException {
        for (var network : project.networks().values()) {
            perform(new Step.CreateNetwork(project, network, "test"));
        }
        for (var volume : project.volumes().values()) {
            perform(new Step.CreateVolume(project, volume, "test"));
        }
        perform(withName(name + "-api-1.new", List.of()));
        perform(
                new Step.ConnectNetwork(
                        project, "api", only().id(), name + "-api-1", "back", "test"));
    }

    ObservedContainer started() throws EngineException {
        createAll();
        perform(new Step.StartContainer(only().id(), only().name(), "test"));
        return only();
    }

    Step.CreateContainer withName(String name, List<ObservedMount> carried) {
        return new Step.CreateContainer(
                project,
                Projects.ORIGIN,
                "api",
                1,
                name,
                this.name + "-api-1",
                image,
                RestartPolicy.NO,
                carried,
                Map.of(),
                "test");
    }

    ObservedContainer only() throws EngineException {
        var containers = engine.observe(project).containers();
        assertThat(containers).hasSize(1);
        return containers.getFirst();
    }

    void perform(Step step) {
        assertThat(engine.perform(step)).as(step.describe()).isEqualTo(DONE);
    }
}
