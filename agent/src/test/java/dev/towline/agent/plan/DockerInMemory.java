package dev.towline.agent.plan;

import dev.towline.agent.docker.Engine;
import dev.towline.agent.docker.EngineEvent;
import dev.towline.agent.docker.EngineException;
import dev.towline.agent.docker.EngineFaults;
import dev.towline.agent.docker.EngineStorage;
import dev.towline.agent.docker.EngineVersion;
import dev.towline.agent.docker.ExecResult;
import dev.towline.agent.docker.PullOutcome;
import dev.towline.agent.docker.StoredImage;
import dev.towline.agent.docker.WantedImage;
import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ImagePin;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.RestartPolicy;
import dev.towline.ids.ImageDigest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The fake engine behind the interface of the real one, with faults to order.
///
/// All commands in containers exit with 0, all pulls succeed, unless told otherwise.
public final class DockerInMemory implements Engine {
    public final List<String> performed = new ArrayList<>();
    public final List<String> ran = new ArrayList<>();
    public final List<String> pulled = new CopyOnWriteArrayList<>();
    public EngineStorage storage = new EngineStorage(Path.of("/"), Path.of("/"));
    public final List<StoredImage> stored = new ArrayList<>();
    public final List<String> removed = new ArrayList<>();
    public final Set<ImageDigest> usedByOthers = new HashSet<>();
    public final Set<String> irremovable = new HashSet<>();
    public BooleanSupplier away = () -> false;

    /// What is answered in place of doing the step; null: do it.
    public Function<Step, @Nullable StepOutcome> fault = _ -> null;

    public Consumer<Step> before = _ -> {};
    public Consumer<Step> after = _ -> {};

    /// The exit code of a command, given as `service: word word`.
    public Function<String, Integer> commands = _ -> 0;

    public final Map<String, PullOutcome> pulls = new HashMap<>();
    private final FakeEngine fake = new FakeEngine();
    private Consumer<EngineEvent> listener = _ -> {};

    @Override
    public EngineVersion version() {
        return new EngineVersion("1.44", "in memory");
    }

    @Override
    public EngineStorage storage() throws EngineException {
        if (away.getAsBoolean()) {
            throw EngineFaults.silent("no engine");
        }
        return storage;
    }

    @Override
    public List<StoredImage> storedImages() {
        return List.copyOf(stored);
    }

    @Override
    public Set<ImageDigest> usedImages() {
        var used =
                fake.containers().stream()
                        .map(it -> Stacks.digest(it.spec.image()))
                        .collect(Collectors.toSet());
        used.addAll(usedByOthers);
        return used;
    }

    @Override
    public void removeImage(String reference) throws EngineException {
        if (irremovable.contains(reference)) {
            throw EngineFaults.silent("a fault");
        }
        removed.add(reference);
        pulls.computeIfPresent(reference, (_, it) -> it instanceof PullOutcome.Damaged ? null : it);
        stored.removeIf(it -> it.goesBy(reference));
    }

    @Override
    public ObservedProject observe(DesiredProject desired) throws EngineException {
        if (away.getAsBoolean()) {
            throw EngineFaults.silent("no engine");
        }
        return fake.observe(desired);
    }

    @Override
    public StepOutcome perform(Step step) {
        before.accept(step);
        if (away.getAsBoolean()) {
            return new StepOutcome.Unknown("no engine");
        }
        performed.add(Plans.readable(step.describe()));
        var instead = fault.apply(step);
        if (instead != null) {
            return instead;
        }
        try {
            fake.perform(step);
        } catch (IllegalStateException e) {
            return new StepOutcome.Refused(String.valueOf(e.getMessage()));
        }
        after.accept(step);
        return new StepOutcome.Done();
    }

    @Override
    public PullOutcome pull(WantedImage image, Consumer<String> progress, Duration deadline) {
        var reference = image.reference();
        pulled.add(reference + " " + image.policy());
        var outcome = pulls.get(reference);
        return outcome == null
                ? new PullOutcome.Ready(Stacks.pin(reference), PullOutcome.Source.PULLED)
                : outcome;
    }

    /// An image that is on the VM because it was pulled.
    ///
    /// @param reference with a tag
    public StoredImage pulled(String reference) {
        var pin = Stacks.pin(reference);
        var digest = reference.replaceFirst(":.*", "@") + pin.imageId();
        var image = new StoredImage(pin.imageId(), 1000, List.of(reference), List.of(digest));
        stored.add(image);
        pulls.put(
                reference,
                new PullOutcome.Ready(
                        new ImagePin(reference, pin.imageId(), digest, null, pin.declaredVolumes()),
                        PullOutcome.Source.PULLED));
        return image;
    }

    /// From now on the image says that it was built from this commit.
    public void builtFrom(String reference, String revision) {
        var pin = Stacks.pin(reference);
        pulls.put(
                reference,
                new PullOutcome.Ready(
                        new ImagePin(
                                reference, pin.imageId(), null, revision, pin.declaredVolumes()),
                        PullOutcome.Source.PULLED));
    }

    @Override
    public ExecResult exec(String containerId, List<String> command, Duration timeout)
            throws EngineException {
        if (away.getAsBoolean()) {
            throw EngineFaults.silent("no engine");
        }
        var service =
                fake.containers().stream()
                        .filter(it -> it.id.equals(containerId))
                        .map(it -> it.service)
                        .findFirst()
                        .orElse("nobody");
        var line = service + ": " + String.join(" ", command);
        ran.add(line);
        return new ExecResult(
                commands.apply(line),
                new ExecResult.Output("", false),
                new ExecResult.Output("", false),
                false);
    }

    @Override
    public Optional<byte[]> read(String containerId, String path, int limit) {
        return Optional.empty();
    }

    @Override
    public String logs(String containerId, int lines) {
        return "the last words of " + containerId.substring(0, 8);
    }

    @Override
    public AutoCloseable events(String project, Consumer<EngineEvent> onChange) {
        listener = onChange;
        return () -> {};
    }

    /// The engine says that something was done by hand.
    public void say(EngineEvent event) {
        listener.accept(event);
    }

    @Override
    public void close() {}

    /// Time goes by inside the containers.
    public void live() {
        fake.live();
    }

    public void powerCycle() {
        fake.powerCycle();
    }

    /// The project with every image resolved.
    public static DesiredProject resolved(DesiredProject project) {
        var pins = new HashMap<String, ImagePin>();
        project.services().values().forEach(it -> pins.put(it.image(), Stacks.pin(it.image())));
        return project.withImages(pins);
    }

    /// What Compose's own command would make of the project, without our labels.
    public void composeUp(DesiredProject project) {
        fake.composeUp(project);
    }

    /// Somebody removes a container and makes one with Compose in its place.
    public void composeRecreate(DesiredProject project, String name) {
        var old = fake.named(name);
        kill(name, 137);
        fake.perform(new Step.RemoveContainer(old.id, name, "by hand"));
        fake.composeRun(project, project.service(old.service), old.number).start(Instant.EPOCH);
    }

    /// Its process ends.
    public void kill(String name, int exitCode) {
        fake.named(name).state = new ContainerState.Exited(exitCode, false);
    }

    public void remove(String name) {
        kill(name, 137);
        fake.perform(new Step.RemoveContainer(fake.named(name).id, name, "by hand"));
    }

    public void pause(String name) {
        fake.named(name).state = new ContainerState.Paused();
    }

    /// What a person can change of a container.
    public record Edit(String name, RestartPolicy restart, String memory) {}

    /// What `docker update` and `docker rename` do.
    public void edit(String name, UnaryOperator<Edit> change) {
        var it = fake.named(name);
        it.edit(change.apply(it.edit()));
    }

    /// Its health check fails until it is started again.
    public void sicken(String name) {
        fake.named(name).sick = true;
    }

    /// Somebody gives a tag to another image.
    public void retag(String reference, String meaning) {
        fake.moveTag(reference, meaning);
    }

    /// Name, state and restart policy of each container, a line each.
    public String text() {
        return fake.text();
    }

    /// Service, image, state and restart policy of each container, a line each, by name.
    public String images() {
        var lines = new ArrayList<String>();
        for (var it : fake.containers()) {
            lines.add(
                    "%s %s %s %s%n"
                            .formatted(
                                    Plans.readable(it.name),
                                    it.spec.image(),
                                    it.state.word(),
                                    it.restart));
        }
        return String.join("", lines.stream().sorted().toList());
    }

    /// The ids of all containers, in the order of creation.
    public List<String> ids() {
        return fake.containers().stream().map(it -> it.id).toList();
    }
}
