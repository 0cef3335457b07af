package dev.towline.agent.plan;

import dev.towline.agent.project.ConfigHash;
import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.ContainerState.Created;
import dev.towline.agent.project.ContainerState.Exited;
import dev.towline.agent.project.ContainerState.Health;
import dev.towline.agent.project.ContainerState.Restarting;
import dev.towline.agent.project.ContainerState.Running;
import dev.towline.agent.project.Definition;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.FileGrant;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedMount;
import dev.towline.agent.project.Origin;
import dev.towline.agent.project.RestartPolicy;
import dev.towline.agent.project.ServiceSpec;
import dev.towline.agent.project.SpecHash;
import dev.towline.ids.ImageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A container of the fake engine. The name of its image says what it does: `job` exits with code
/// 0, `broken` with 1, `sick` is never healthy, everything else runs until it is stopped.
final class FakeContainer {
    final String id;
    final String service;
    final int number;
    final ServiceSpec spec;
    final String truth;
    final @Nullable Origin origin;
    final ImageDigest imageId;
    final Instant createdAt;
    final List<ObservedMount> mounts;
    final Map<String, String> networks = new TreeMap<>();
    final Map<String, String> joined;
    final DesiredProject project;
    boolean copied;

    /// Whether its hooks ran since somebody else than the engine started it.
    boolean hooked;

    /// What another version of Compose wrote; null: what 2.40.3 writes.
    @Nullable String configHash;

    String name;
    RestartPolicy restart;
    ContainerState state = new Created();
    boolean stoppedByHand;
    int restartCount;
    boolean sick;
    private String memory = "";

    FakeContainer(
            String id,
            Step.CreateContainer step,
            ImageDigest imageId,
            List<ObservedMount> mounts,
            Moment created) {
        this.id = id;
        this.service = step.service();
        this.number = step.number();
        this.spec = step.project().service(step.service());
        this.truth = SpecHash.of(step.project(), spec);
        this.origin = created.maker() == Maker.TOWLINE ? step.origin() : null;
        this.imageId = imageId;
        this.createdAt = created.at();
        this.mounts = mounts;
        this.project = step.project();
        this.joined = step.joined();
        this.name = step.name();
        this.restart = step.restart();
    }

    /// Who makes a container: Compose writes none of our labels on it.
    enum Maker {
        TOWLINE,
        COMPOSE
    }

    /// When and by whom a container was made.
    record Moment(Instant at, Maker maker) {}

    void start(Instant now) {
        if (state.alive()) {
            return;
        }
        stoppedByHand = false;
        sick = false;
        state = new Running(spec.hasHealthcheck() ? Health.STARTING : Health.NONE, now);
    }

    void stop(int exitCode) {
        if (state.alive()) {
            state = new Exited(exitCode, false);
        }
        stoppedByHand = true;
    }

    /// Time goes by: jobs end, health checks answer.
    void live() {
        if (!(state instanceof Running running)) {
            return;
        }
        if (spec.image().startsWith("job")) {
            state = new Exited(0, false);
        } else if (spec.image().startsWith("broken")) {
            state = restart.equals(RestartPolicy.NO) ? new Exited(1, false) : new Restarting(1);
        } else if (spec.hasHealthcheck()) {
            var health =
                    sick || spec.image().startsWith("sick") ? Health.UNHEALTHY : Health.HEALTHY;
            state = new Running(health, running.since());
        }
    }

    DockerInMemory.Edit edit() {
        return new DockerInMemory.Edit(name, restart, memory);
    }

    void edit(DockerInMemory.Edit change) {
        name = change.name();
        restart = change.restart();
        memory = change.memory();
    }

    /// What was frozen goes on.
    void resume() {
        state = new Running(spec.hasHealthcheck() ? Health.STARTING : Health.NONE, createdAt);
    }

    void losePower() {
        if (state.alive()) {
            state = new Exited(255, false);
        }
    }

    /// Whether the containers run whose namespaces it shares.
    boolean canJoin(Collection<FakeContainer> all) {
        var wanted = new ArrayList<String>();
        for (var attribute : List.of("network_mode", "ipc", "pid")) {
            var mode = spec.canonical().path(attribute).asText("");
            if (mode.startsWith("service:")) {
                wanted.add(joined.get(mode.substring("service:".length())));
            }
        }
        return wanted.stream()
                .allMatch(id -> all.stream().anyMatch(it -> it.id.equals(id) && it.state.alive()));
    }

    /// What the engine's restart manager says when the daemon comes up: `always` ignores that
    /// somebody stopped the container, and what never ran is not started.
    boolean startsWithTheDaemon() {
        if (!(state instanceof Exited exited)) {
            return false;
        }
        return switch (restart.name()) {
            case "always" -> true;
            case "unless-stopped" -> !stoppedByHand;
            case "on-failure" -> exited.exitCode() != 0;
            default -> false;
        };
    }

    boolean writes(String volume) {
        return mounts.stream()
                .anyMatch(it -> it.volume() && !it.readOnly() && it.source().equals(volume));
    }

    /// Whether it is what this project wants of its service; of what number is not said.
    boolean isOf(DesiredProject project) {
        var wanted = project.services().get(service);
        return wanted != null && SpecHash.of(project, wanted).equals(truth);
    }

    ObservedContainer observed() {
        return new ObservedContainer(
                id,
                name,
                service,
                number,
                origin == null ? null : truth,
                origin,
                imageId,
                state,
                restartCount,
                createdAt,
                restart,
                mounts,
                networks,
                definition());
    }

    private Definition definition() {
        return new Definition(
                configHash == null ? ConfigHash.of(spec, joined) : configHash,
                Set.copyOf(joined.values()),
                HostPlaces.of(spec, project).ports(),
                HostPlaces.of(spec, project).addresses(),
                attributes(),
                Set.of(),
                origin == null ? Map.of() : SpecHash.contents(project, spec));
    }

    private Map<String, String> attributes() {
        var all = new TreeMap<>(Wording.of(spec));
        all.put("mem_limit", memory);
        return all;
    }

    /// Whether nothing has to run after its start, or nothing can.
    boolean needsNoHooks() {
        return !state.alive() || !Launch.hooked(spec);
    }

    /// Whether files must be copied into it before it is started.
    boolean lacksFiles() {
        return !copied && FileGrant.of(project, spec).stream().anyMatch(FileGrant::copied);
    }
}
