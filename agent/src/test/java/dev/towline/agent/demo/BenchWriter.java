package dev.towline.agent.demo;

import dev.towline.agent.compose.ComposeException;
import dev.towline.agent.compose.ComposeLoader;
import dev.towline.agent.compose.ComposeRequest;
import dev.towline.agent.docker.DockerEngine;
import dev.towline.agent.docker.Engine;
import dev.towline.agent.docker.EngineException;
import dev.towline.agent.docker.PullOutcome;
import dev.towline.agent.docker.PullPolicy;
import dev.towline.agent.docker.WantedImage;
import dev.towline.agent.plan.Goal;
import dev.towline.agent.plan.Planner;
import dev.towline.agent.plan.Stage;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ImagePin;
import dev.towline.agent.project.Origin;
import dev.towline.agent.project.ServiceSpec;
import dev.towline.agent.reconcile.FolderPass;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What brings a project up: Towline in a process that runs already, or the command.
sealed interface BenchWriter extends AutoCloseable {

    /// Brings the project to what its file says with these variables.
    void bring(BenchProject project, Map<String, String> variables);

    @Override
    void close();

    /// The time that it takes.
    default Duration time(BenchProject project, Map<String, String> variables) {
        long start = System.nanoTime();
        bring(project, variables);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Loads the files and goes on until nothing is left to do, as the agent does.
    record Towline(Engine engine) implements BenchWriter {
        private static final Duration PATIENCE = Duration.ofSeconds(60);

        static Towline onThisMachine() {
            return new Towline(
                    new DockerEngine(
                            URI.create(EngineSocket.address()),
                            Path.of("/nonexistent/config.json")));
        }

        @Override
        public void bring(BenchProject project, Map<String, String> variables) {
            try {
                new FolderPass(engine, _ -> {}).apply(load(project, variables), PATIENCE);
            } catch (ComposeException | EngineException | FolderPass.Refused e) {
                throw new DemoException("could not bring up " + project.name(), e);
            } catch (InterruptedException e) {
                throw DemoException.interrupted("bring up " + project.name(), e);
            }
        }

        private static DesiredProject load(BenchProject project, Map<String, String> variables)
                throws ComposeException {
            var request =
                    new ComposeRequest(
                            project.folder(),
                            project.folder(),
                            List.of(BenchProject.FILE),
                            project.name(),
                            List.of(),
                            variables,
                            List.of());
            return ComposeLoader.load(request).project();
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    /// One pass over what is as it should be: a look at the engine, and a plan.
    record Pass(Engine engine, DesiredProject desired) implements BenchWriter {
        static Pass over(BenchProject project, Towline towline) {
            try {
                var desired = Towline.load(project, Map.of());
                var images = new HashMap<String, ImagePin>();
                desired.services().values().forEach(it -> images.put(it.image(), pin(it, towline)));
                return new Pass(towline.engine(), desired.withImages(images));
            } catch (ComposeException e) {
                throw new DemoException("could not load " + project.name(), e);
            }
        }

        private static ImagePin pin(ServiceSpec service, Towline towline) {
            var image = service.image();
            var wanted = new WantedImage(image, "", PullPolicy.NEVER);
            return switch (towline.engine().pull(wanted, _ -> {}, Towline.PATIENCE)) {
                case PullOutcome.Ready it -> it.pin();
                case PullOutcome.Missing _,
                        PullOutcome.Denied _,
                        PullOutcome.NoSpace _,
                        PullOutcome.Damaged _,
                        PullOutcome.Unavailable _ ->
                        throw new DemoException("the image " + image + " is not on this machine");
            };
        }

        @Override
        public void bring(BenchProject project, Map<String, String> variables) {
            var origin = new Origin(new EnvironmentName("bench"), Generation.NONE, null);
            var goal = new Goal(desired, origin, Stage.SETTLED, Set.of());
            try {
                var plan = Planner.plan(goal, engine.observe(desired));
                if (!plan.empty()) {
                    throw new DemoException("there was something to do: " + plan.text());
                }
            } catch (EngineException e) {
                throw new DemoException("could not look at the engine", e);
            }
        }

        @Override
        public void close() {}
    }

    /// The command `docker compose up -d`, with more options where something is to be forced.
    record Compose(List<String> program, List<String> options) implements BenchWriter {
        @Override
        public void bring(BenchProject project, Map<String, String> variables) {
            var command = new ArrayList<>(program);
            var file = project.folder().resolve(BenchProject.FILE).toString();
            command.addAll(List.of("-p", project.name(), "-f", file, "up", "-d"));
            command.addAll(options);
            Command.output(variables, command.toArray(String[]::new));
        }

        @Override
        public void close() {}
    }
}
