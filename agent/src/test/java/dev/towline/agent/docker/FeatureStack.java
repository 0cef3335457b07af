package dev.towline.agent.docker;

import static dev.towline.agent.docker.DockerCli.docker;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.plan.Step;
import dev.towline.agent.plan.StepOutcome;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.FileSpec;
import dev.towline.agent.project.RestartPolicy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Projects of any services on the real engine, and its answers.
final class FeatureStack implements AutoCloseable {
    static final String NAME = DockerCli.PREFIX + "-features";
    private static final String IMAGE = NAME + ":1";
    private static final StepOutcome DONE = new StepOutcome.Done();

    final Engine engine = new DockerEngine(DockerCli.ENGINE, Path.of("/nonexistent"));
    private final Path folder;

    FeatureStack(Path folder) {
        this.folder = folder;
        DockerCli.clean(NAME);
        DockerCli.makeImage(IMAGE, "CMD [\"sleep\", \"1000\"]");
    }

    @Override
    public void close() {
        engine.close();
        DockerCli.clean(NAME);
        docker("image", "rm", "-f", IMAGE);
    }

    /// @param services with `%s` for the image
    /// @param resources more of the project, or an empty text
    DesiredProject project(String services, String resources) {
        var text =
                "{\"name\": \"%s\", \"services\": {%s}%s}"
                        .formatted(
                                NAME,
                                services.formatted(IMAGE),
                                resources.isEmpty() ? "" : ", " + resources);
        var project = DesiredProject.of(Projects.json(text), folder.toString());
        try {
            return filled(project.withImages(engine.observe(project).images()));
        } catch (EngineException e) {
            throw new AssertionError("the engine must be there", e);
        }
    }

    // What the loader does with a secret that is a variable.
    private static DesiredProject filled(DesiredProject project) {
        var secrets = new HashMap<>(project.secrets());
        secrets.computeIfPresent("copied", (key, it) -> new FileSpec(key, it.canonical(), "key"));
        return new DesiredProject(
                project.name(),
                project.folder(),
                project.services(),
                project.networks(),
                project.volumes(),
                project.configs(),
                secrets,
                project.images(),
                project.contents(),
                project.provenance());
    }

    void createResources(DesiredProject project) {
        project.networks()
                .values()
                .forEach(it -> perform(new Step.CreateNetwork(project, it, "test")));
        project.volumes()
                .values()
                .forEach(it -> perform(new Step.CreateVolume(project, it, "test")));
    }

    String created(DesiredProject project, String service) {
        return created(project, service, Map.of());
    }

    String created(DesiredProject project, String service, Map<String, String> joined) {
        var name = NAME + "-" + service + "-1";
        perform(
                new Step.CreateContainer(
                        project,
                        Projects.ORIGIN,
                        service,
                        1,
                        name,
                        name,
                        IMAGE,
                        RestartPolicy.NO,
                        List.of(),
                        joined,
                        "test"));
        return docker("inspect", "-f", "{{.Id}}", name);
    }

    void start(String id) {
        perform(new Step.StartContainer(id, "api", "test"));
    }

    static String stat(String id, String path) {
        return docker("exec", id, "/bin/busybox", "stat", "-c", "%u %g %a %n", path);
    }

    static JsonNode inspect(String id) {
        return Projects.json(docker("inspect", id)).path(0);
    }

    void perform(Step step) {
        assertThat(engine.perform(step)).as(step.describe()).isEqualTo(DONE);
    }
}
