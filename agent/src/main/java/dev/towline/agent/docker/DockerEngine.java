package dev.towline.agent.docker;

import dev.towline.agent.plan.Step;
import dev.towline.agent.plan.StepOutcome;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedProject;
import dev.towline.ids.ImageDigest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// The Docker Engine behind a unix socket.
public final class DockerEngine implements Engine {
    private static final Duration HELPER_DEADLINE = Duration.ofSeconds(30);

    private final EngineApi api;
    private final Ticker ticker = Ticker.SYSTEM;
    private final Observation observation;
    private final Inventory inventory;
    private final StepRunner steps;
    private final Puller puller;
    private final ContainerShell shell;

    /// Connects at the first call, not here.
    ///
    /// @param engine as `unix:///var/run/docker.sock`
    /// @param credentials a Docker `config.json`, which need not exist
    /// @throws IllegalArgumentException for an engine that is not behind a unix socket
    public DockerEngine(URI engine, Path credentials) {
        this.api = new EngineApi(engine);
        this.observation = new Observation(api);
        this.inventory = new Inventory(api);
        this.steps = new StepRunner(api, ticker);
        var helpers = new CredentialHelper(UnaryOperator.identity(), HELPER_DEADLINE);
        this.puller = new Puller(api, new RegistryCredentials(credentials, helpers), ticker);
        this.shell = new ContainerShell(api, ticker);
    }

    @Override
    public EngineVersion version() throws EngineException {
        return api.version();
    }

    @Override
    public EngineStorage storage() throws EngineException {
        return EngineStorage.of(api.get("/info"));
    }

    @Override
    public List<StoredImage> storedImages() throws EngineException {
        return inventory.images();
    }

    @Override
    public Set<ImageDigest> usedImages() throws EngineException {
        return inventory.used();
    }

    @Override
    public void removeImage(String reference) throws EngineException {
        inventory.remove(reference);
    }

    @Override
    public ObservedProject observe(DesiredProject desired) throws EngineException {
        return observation.of(desired);
    }

    @Override
    public StepOutcome perform(Step step) {
        return steps.perform(step);
    }

    @Override
    public PullOutcome pull(WantedImage image, Consumer<String> progress, Duration deadline) {
        return puller.pull(image, progress, deadline);
    }

    @Override
    public ExecResult exec(String containerId, List<String> command, Duration timeout)
            throws EngineException {
        return shell.exec(containerId, command, timeout);
    }

    @Override
    public Optional<byte[]> read(String containerId, String path, int limit)
            throws EngineException {
        return shell.read(containerId, path, limit);
    }

    @Override
    public String logs(String containerId, int lines) throws EngineException {
        return shell.logs(containerId, lines);
    }

    @Override
    public AutoCloseable events(String project, Consumer<EngineEvent> onChange) {
        return ContainerEvents.listen(api, project, onChange, ticker);
    }

    @Override
    public void close() {
        api.close();
    }
}
