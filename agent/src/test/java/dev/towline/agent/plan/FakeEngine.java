package dev.towline.agent.plan;

import dev.towline.agent.plan.FakeContainer.Maker;
import dev.towline.agent.plan.FakeContainer.Moment;
import dev.towline.agent.plan.Step.ConnectNetwork;
import dev.towline.agent.plan.Step.CreateContainer;
import dev.towline.agent.plan.Step.CreateNetwork;
import dev.towline.agent.plan.Step.CreateVolume;
import dev.towline.agent.plan.Step.RemoveContainer;
import dev.towline.agent.plan.Step.RenameContainer;
import dev.towline.agent.plan.Step.SetRestartPolicy;
import dev.towline.agent.plan.Step.StartContainer;
import dev.towline.agent.plan.Step.StopContainer;
import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedNetwork;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.ObservedVolume;
import dev.towline.agent.project.ServiceSpec;
import dev.towline.agent.project.Stranger;
import dev.towline.agent.project.Surroundings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/// An engine in memory that behaves as Docker does, and that fails the test when two containers
/// write to one volume at once though no compose file says so.
final class FakeEngine {
    private final Map<String, FakeContainer> containers = new LinkedHashMap<>();
    private final FakeNetworks networks = new FakeNetworks();
    private final FakeVolumes volumes = new FakeVolumes(this::nextId);
    private final Map<String, Instant> changed = new HashMap<>();
    private final List<Stranger> strangers = new ArrayList<>();
    final List<String> hooks = new ArrayList<>();
    private final FakeImages images = new FakeImages();
    private final OneOwner owners = new OneOwner();
    private final IntSupplier stopCodes;
    private Instant now = Instant.EPOCH;
    private int ids;

    FakeEngine() {
        this(() -> 143);
    }

    /// @param stopCodes what the next stopped container exits with
    FakeEngine(IntSupplier stopCodes) {
        this.stopCodes = stopCodes;
    }

    void perform(Step step) {
        now = now.plusSeconds(1);
        switch (step) {
            case CreateNetwork it -> networks.create(it.network(), it.project().name());
            case CreateVolume it -> volumes.create(it.volume(), it.project());
            case CreateContainer it -> create(it, Maker.TOWLINE);
            case ConnectNetwork it -> connect(it);
            case SetRestartPolicy it -> container(it.containerId()).restart = it.restart();
            case Step.DisconnectNetwork it ->
                    networks.disconnect(container(it.containerId()), it.network());
            case Step.RemoveNetwork it -> networks.remove(it.networkId(), containers.values());
            case Step.CopyFiles it -> container(it.containerId()).copied = true;
            case Step.RunHook it -> hook(it);
            case StopContainer it -> container(it.containerId()).stop(stopCodes.getAsInt());
            case RenameContainer it -> rename(container(it.containerId()), it.to());
            case StartContainer it -> {
                container(it.containerId()).hooked = false;
                start(container(it.containerId()));
            }
            case RemoveContainer it -> remove(container(it.containerId()));
        }
        assertOneOwnerOfEachVolume();
    }

    /// Creates and starts what Compose would: everything at once, without our labels.
    void composeUp(DesiredProject project) {
        project.volumes().values().forEach(it -> volumes.create(it, project));
        for (var service : project.services().values()) {
            for (var number = 1; number <= service.scale(); number++) {
                composeStart(composeRun(project, service, number));
            }
        }
        live();
    }

    /// One container as Compose makes it, not started.
    FakeContainer composeRun(DesiredProject project, ServiceSpec service, int number) {
        now = now.plusSeconds(1);
        project.networks().values().forEach(it -> networks.createUnlessThere(it, project.name()));
        var name = service.containerName(project.name(), number);
        var step =
                new CreateContainer(
                        project,
                        Plans.ORIGIN,
                        service.name(),
                        number,
                        name,
                        name,
                        service.image(),
                        service.restart(),
                        List.of(),
                        joined(service),
                        "compose");
        var made = create(step, Maker.COMPOSE);
        service.networks().forEach(it -> made.networks.putIfAbsent(network(project, it), ""));
        return made;
    }

    /// Somebody removes a container.
    void vanish(String name) {
        named(name).stop(137);
        remove(named(name));
    }

    /// Somebody removes a container and makes one with Compose in its place.
    void recreate(DesiredProject project, String name) {
        var old = named(name);
        vanish(name);
        composeStart(composeRun(project, project.service(old.service), old.number));
    }

    ObservedProject observe(DesiredProject project) {
        var all = containers.values().stream().map(FakeContainer::observed).toList();
        return new ObservedProject(
                images.of(project),
                networks.of(project),
                volumes.all(),
                Set.of(),
                all,
                new Surroundings(changed, strangers));
    }

    void live() {
        now = now.plusSeconds(60);
        containers.values().forEach(FakeContainer::live);
    }

    /// Power loss: everything dies, then the daemon starts what restart policies tell it to.
    void powerCycle() {
        now = now.plusSeconds(60);
        containers.values().forEach(FakeContainer::losePower);
        var back = containers.values().stream().filter(FakeContainer::startsWithTheDaemon).toList();
        for (var ignored : back) {
            back.stream().filter(it -> it.canJoin(containers())).forEach(it -> it.start(now));
        }
        assertOneOwnerOfEachVolume();
    }

    void moveTag(String reference, String meaning) {
        images.move(reference, meaning);
    }

    FakeContainer named(String name) {
        return containers.values().stream()
                .filter(it -> it.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no container " + name + " in " + text()));
    }

    Collection<FakeContainer> containers() {
        return List.copyOf(containers.values());
    }

    Set<String> volumes() {
        return volumes.names();
    }

    /// Name and state of each container, a line each, in the order of creation.
    String text() {
        var text = new StringBuilder();
        for (var it : containers.values()) {
            text.append(Plans.readable(it.name)).append(' ').append(it.state.word());
            text.append(' ').append(it.restart).append('\n');
        }
        return text.toString();
    }

    private FakeContainer create(CreateContainer step, Maker maker) {
        owners.know(step.project());
        refuseUnless(nameIsFree(step.name()), "the name " + step.name() + " is in use");
        var id = "%08x%056x".formatted(++ids, 0);
        var made =
                new FakeContainer(
                        id, step, images.of(step), volumes.mounts(step), new Moment(now, maker));
        var main = made.spec.networks().stream().findFirst();
        main.ifPresent(it -> {
            var network = network(step.project(), it);
            networks.connect(made, network);
        });
        containers.put(id, made);
        return made;
    }

    private void connect(ConnectNetwork step) {
        networks.connect(container(step.containerId()), network(step.project(), step.network()));
    }

    private static String network(DesiredProject project, String key) {
        var network = project.networks().get(key);
        return network == null ? key : network.name();
    }

    private void rename(FakeContainer container, String name) {
        refuseUnless(nameIsFree(name), "the name " + name + " is in use");
        container.name = name;
    }

    private void start(FakeContainer container) {
        if (container.lacksFiles()) {
            throw new AssertionError(container.name + " is started without its files");
        }
        refuseUnless(!(container.state instanceof ContainerState.Paused), "it is paused");
        refuseUnless(container.state.usable(), "it is dead");
        if (!container.state.alive()) {
            networks.attach(container, containers.values());
        }
        container.start(now);
    }

    // Compose copies the files itself.
    void composeStart(FakeContainer container) {
        container.copied = true;
        start(container);
        container.hooked = true;
    }

    private void hook(Step.RunHook hook) {
        var container = container(hook.containerId());
        refuseUnless(container.state instanceof ContainerState.Running, "it does not run");
        container.hooked |= hook.when() == Step.RunHook.When.POST_START;
        hooks.add(container.name + " " + hook.when().attribute() + " " + hook.index());
    }

    private int nextId() {
        return ++ids;
    }

    private Map<String, String> joined(ServiceSpec service) {
        var joined = new HashMap<String, String>();
        for (var other : service.joins()) {
            containers.values().stream()
                    .filter(it -> it.service.equals(other))
                    .findFirst()
                    .ifPresent(it -> joined.put(other, it.id));
        }
        return joined;
    }

    /// A network or a volume that was there before, made by anybody.
    void put(ObservedNetwork network) {
        networks.put(network);
    }

    void put(ObservedVolume volume) {
        volumes.put(volume);
    }

    /// Somebody else's container, on the same machine.
    void stranger(Stranger stranger) {
        strangers.add(stranger);
    }

    /// Somebody replaces a file on disk now.
    void touch(String file) {
        now = now.plusSeconds(1);
        changed.put(file, now);
    }

    private void remove(FakeContainer container) {
        refuseUnless(!container.state.alive(), container.name + " runs");
        containers.remove(container.id);
    }

    private FakeContainer container(String id) {
        var container = containers.get(id);
        if (container == null) {
            throw new IllegalStateException("no container " + id);
        }
        return container;
    }

    private boolean nameIsFree(String name) {
        return containers.values().stream().noneMatch(it -> it.name.equals(name));
    }

    private static void refuseUnless(boolean possible, String message) {
        if (!possible) {
            throw new IllegalStateException("refused: " + message);
        }
    }

    private void assertOneOwnerOfEachVolume() {
        volumes.names().forEach(it -> owners.check(it, containers.values()));
    }
}
