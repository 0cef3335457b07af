package dev.towline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.towline.agent.project.ImagePin;
import dev.towline.agent.project.MountSpec;
import dev.towline.agent.project.ObservedMount;
import dev.towline.agent.project.ObservedNetwork;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.ServiceSpec;
import dev.towline.ids.ImageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;

/// An engine in memory that behaves as Docker does, and that fails the test when two containers
/// write to one volume at once though no compose file says so.
final class FakeEngine {
    private final Map<String, FakeContainer> containers = new LinkedHashMap<>();
    private final Set<String> networks = new TreeSet<>();
    private final Set<String> volumes = new TreeSet<>();
    private final Map<String, ImageDigest> tags = new HashMap<>();
    private final Set<DesiredProject> known = Collections.newSetFromMap(new IdentityHashMap<>());
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
            case CreateNetwork it -> refuseUnless(networks.add(it.network().name()), "exists");
            case CreateVolume it -> volumes.add(it.volume().name());
            case CreateContainer it -> create(it, Maker.TOWLINE);
            case ConnectNetwork it -> connect(it);
            case SetRestartPolicy it -> container(it.containerId()).restart = it.restart();
            case Step.DisconnectNetwork _, Step.RemoveNetwork _, Step.CopyFiles _, Step.RunHook _ ->
                    throw new AssertionError("not planned yet: " + step.describe());
            case StopContainer it -> container(it.containerId()).stop(stopCodes.getAsInt());
            case RenameContainer it -> rename(container(it.containerId()), it.to());
            case StartContainer it -> start(container(it.containerId()));
            case RemoveContainer it -> remove(container(it.containerId()));
        }
        assertOneOwnerOfEachVolume();
    }

    /// Creates and starts what Compose would: everything at once, without our labels.
    void composeUp(DesiredProject project) {
        project.networks().values().forEach(it -> networks.add(it.name()));
        project.volumes().values().forEach(it -> volumes.add(it.name()));
        for (var service : project.services().values()) {
            for (var number = 1; number <= service.scale(); number++) {
                start(composeRun(project, service, number));
            }
        }
        live();
    }

    /// One container as Compose makes it, not started.
    FakeContainer composeRun(DesiredProject project, ServiceSpec service, int number) {
        now = now.plusSeconds(1);
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
                        Map.of(),
                        "compose");
        var made = create(step, Maker.COMPOSE);
        service.networks().forEach(it -> made.networks.add(network(project, it)));
        return made;
    }

    ObservedProject observe(DesiredProject project) {
        var images = new HashMap<String, ImagePin>();
        project.images().forEach((reference, pin) -> images.put(reference, now(pin)));
        var seen = new HashMap<String, ObservedNetwork>();
        for (var network : project.networks().values()) {
            if (networks.contains(network.name())) {
                seen.put(network.name(), new ObservedNetwork(network.name(), network.name()));
            }
        }
        var all = containers.values().stream().map(FakeContainer::observed).toList();
        return new ObservedProject(images, seen, Set.copyOf(volumes), Set.of(), all);
    }

    void live() {
        now = now.plusSeconds(60);
        containers.values().forEach(FakeContainer::live);
    }

    /// Power loss: everything dies, then the daemon starts what restart policies tell it to.
    void powerCycle() {
        now = now.plusSeconds(60);
        containers.values().forEach(FakeContainer::losePower);
        containers.values().stream()
                .filter(FakeContainer::startsWithTheDaemon)
                .forEach(it -> it.start(now));
        assertOneOwnerOfEachVolume();
    }

    void moveTag(String reference, String meaning) {
        tags.put(reference, Stacks.digest(meaning));
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
        return Set.copyOf(volumes);
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
        known.add(step.project());
        refuseUnless(nameIsFree(step.name()), "the name " + step.name() + " is in use");
        var id = "%08x%056x".formatted(++ids, 0);
        var made = new FakeContainer(id, step, imageOf(step), mounts(step), new Moment(now, maker));
        var main = made.spec.networks().stream().findFirst();
        main.ifPresent(it -> {
            var network = network(step.project(), it);
            refuseUnless(networks.contains(network), "no network " + network);
            made.networks.add(network);
        });
        containers.put(id, made);
        return made;
    }

    private ImageDigest imageOf(CreateContainer step) {
        return step.image().startsWith("sha256:")
                ? new ImageDigest(step.image())
                : tags.getOrDefault(step.image(), Stacks.digest(step.image()));
    }

    private List<ObservedMount> mounts(CreateContainer step) {
        var service = step.project().service(step.service());
        var byTarget = new LinkedHashMap<String, ObservedMount>();
        for (var target : step.project().image(service).declaredVolumes()) {
            byTarget.put(target, anonymous(target));
        }
        for (var mount : service.mounts()) {
            byTarget.put(mount.target(), mount(step.project(), mount));
        }
        for (var carried : step.carried()) {
            var replaced = byTarget.put(carried.target(), carried);
            refuseUnless(
                    replaced == null || replaced.anonymousVolume(),
                    "duplicate mount point " + carried.target());
        }
        byTarget.values().stream()
                .filter(ObservedMount::volume)
                .forEach(it -> volumes.add(it.source()));
        return new ArrayList<>(byTarget.values());
    }

    private ObservedMount mount(DesiredProject project, MountSpec mount) {
        var source = mount.source();
        if (mount.type() == MountSpec.Type.VOLUME && source == null) {
            return anonymous(mount.target());
        }
        var volume = source == null ? null : project.volumes().get(source);
        var named = mount.type() == MountSpec.Type.VOLUME && volume != null;
        if (named) {
            refuseUnless(volumes.contains(volume.name()), "no volume " + volume.name());
        }
        return new ObservedMount(
                mount.type().name().toLowerCase(Locale.ROOT),
                named ? volume.name() : source == null ? "" : source,
                mount.target(),
                mount.readOnly());
    }

    private ObservedMount anonymous(String target) {
        return new ObservedMount("volume", "%032x%032x".formatted(++ids, 1), target, false);
    }

    private void connect(ConnectNetwork step) {
        var network = network(step.project(), step.network());
        refuseUnless(networks.contains(network), "no network " + network);
        refuseUnless(container(step.containerId()).networks.add(network), "already connected");
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
        refuseUnless(!(container.state instanceof ContainerState.Paused), "it is paused");
        container.start(now);
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

    private ImagePin now(ImagePin pin) {
        var id = tags.getOrDefault(pin.reference(), Stacks.digest(pin.reference()));
        return new ImagePin(pin.reference(), id, null, null, pin.declaredVolumes());
    }

    private static void refuseUnless(boolean possible, String message) {
        if (!possible) {
            throw new IllegalStateException("refused: " + message);
        }
    }

    private void assertOneOwnerOfEachVolume() {
        for (var volume : volumes) {
            var writers =
                    containers.values().stream()
                            .filter(it -> it.state.alive() && it.writes(volume))
                            .toList();
            assertThat(writers.size() <= 1 || shareByFile(writers))
                    .as("one owner of volume %s in%n%s", volume, text())
                    .isTrue();
        }
    }

    // One compose file must want all of them, and each in a place of its own.
    private boolean shareByFile(List<FakeContainer> writers) {
        var places = writers.stream().map(it -> it.service + it.number).distinct().count();
        return places == writers.size()
                && known.stream().anyMatch(it -> writers.stream().allMatch(one -> one.isOf(it)));
    }
}
