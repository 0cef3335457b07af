package dev.towline.agent.failpoint;

import dev.towline.agent.docker.Engine;
import dev.towline.agent.docker.EngineEvent;
import dev.towline.agent.docker.EngineException;
import dev.towline.agent.docker.EngineStorage;
import dev.towline.agent.docker.EngineVersion;
import dev.towline.agent.docker.ExecResult;
import dev.towline.agent.docker.PullOutcome;
import dev.towline.agent.docker.StoredImage;
import dev.towline.agent.docker.WantedImage;
import dev.towline.agent.plan.Step;
import dev.towline.agent.plan.StepOutcome;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedProject;
import dev.towline.ids.ImageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// An engine with a point before and after each call that changes something. What only looks has
/// none.
record MortalEngine(Engine engine, Points points) implements Engine {
    private static final Pattern HASH = Pattern.compile("(\\.towline-[a-z]+)-[0-9a-f]{8}");
    private static final Pattern TAG = Pattern.compile("(.*/)?([^/:@]+).*");

    @Override
    public StepOutcome perform(Step step) {
        var name = HASH.matcher(step.describe()).replaceAll("$1");
        points.pass("before " + name);
        var outcome = engine.perform(step);
        points.pass("after " + name);
        return outcome;
    }

    @Override
    public PullOutcome pull(WantedImage image, Consumer<String> progress, Duration deadline) {
        var name = "pull " + repository(image.reference());
        points.pass("before " + name);
        var outcome = engine.pull(image, progress, deadline);
        points.pass("after " + name);
        return outcome;
    }

    @Override
    public ExecResult exec(String containerId, List<String> command, Duration timeout)
            throws EngineException {
        var name = "run " + command.getFirst();
        points.pass("before " + name);
        var result = engine.exec(containerId, command, timeout);
        points.pass("after " + name);
        return result;
    }

    @Override
    public void removeImage(String reference) throws EngineException {
        var name = "remove image " + repository(reference);
        points.pass("before " + name);
        engine.removeImage(reference);
        points.pass("after " + name);
    }

    private static String repository(String reference) {
        return TAG.matcher(reference).replaceFirst("$2");
    }

    @Override
    public EngineVersion version() throws EngineException {
        return engine.version();
    }

    @Override
    public EngineStorage storage() throws EngineException {
        return engine.storage();
    }

    @Override
    public List<StoredImage> storedImages() throws EngineException {
        return engine.storedImages();
    }

    @Override
    public Set<ImageDigest> usedImages() throws EngineException {
        return engine.usedImages();
    }

    @Override
    public ObservedProject observe(DesiredProject desired) throws EngineException {
        return engine.observe(desired);
    }

    @Override
    public Optional<byte[]> read(String containerId, String path, int limit)
            throws EngineException {
        return engine.read(containerId, path, limit);
    }

    @Override
    public String logs(String containerId, int lines) throws EngineException {
        return engine.logs(containerId, lines);
    }

    @Override
    public AutoCloseable events(String project, Consumer<EngineEvent> onChange) {
        return engine.events(project, onChange);
    }

    @Override
    public void close() {
        engine.close();
    }
}
