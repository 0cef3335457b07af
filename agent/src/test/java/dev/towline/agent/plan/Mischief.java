package dev.towline.agent.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.Stranger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// What people and other tools do to the containers behind the agent's back.
final class Mischief {
    private final SplittableRandom random;
    private final FakeEngine engine;
    private final Set<String> removed = new HashSet<>();
    private final StringBuilder told = new StringBuilder();

    Mischief(SplittableRandom random, FakeEngine engine) {
        this.random = random;
        this.engine = engine;
    }

    /// The ids of what was removed by hand.
    Set<String> removed() {
        return removed;
    }

    String told() {
        return told.toString();
    }

    /// Now and then a container is stopped, frozen or removed.
    void now() {
        var all =
                engine.containers().stream()
                        .filter(it -> !it.service.equals(Attempts.STRANGER))
                        .toList();
        if (all.isEmpty() || random.nextInt(3) != 0) {
            return;
        }
        var victim = all.get(random.nextInt(all.size()));
        switch (random.nextInt(4)) {
            case 0, 1 -> stop(victim);
            case 2 -> freeze(victim);
            default -> remove(victim);
        }
    }

    /// What is frozen is in the way until somebody thaws it.
    void thaw() {
        engine.containers().stream()
                .filter(it -> it.state instanceof ContainerState.Paused)
                .forEach(FakeContainer::resume);
    }

    /// Somebody stops or removes a container, or makes it anew with another definition; one with
    /// volumes would have two owners of them, and not by our doing.
    void betweenDeployments(DesiredProject project) {
        var mine =
                engine.containers().stream()
                        .filter(it -> it.isOf(project) && it.mounts.isEmpty())
                        .toList();
        if (!mine.isEmpty() && random.nextInt(4) == 0) {
            var victim = mine.get(random.nextInt(mine.size()));
            told.append("by hand: make anew ").append(victim.name).append('\n');
            removed.add(victim.id);
            engine.recreate(changed(project, victim.service), victim.name);
        } else {
            now();
            thaw();
        }
    }

    private void stop(FakeContainer victim) {
        told.append("by hand: stop ").append(victim.name).append('\n');
        victim.stop(random.nextBoolean() ? 143 : 1);
    }

    private void freeze(FakeContainer victim) {
        if (victim.state instanceof ContainerState.Running) {
            told.append("by hand: pause ").append(victim.name).append('\n');
            victim.state = new ContainerState.Paused();
        }
    }

    private void remove(FakeContainer victim) {
        told.append("by hand: remove ").append(victim.name).append('\n');
        victim.stop(137);
        engine.perform(new Step.RemoveContainer(victim.id, victim.name, "by hand"));
        removed.add(victim.id);
    }

    /// Compose was killed while it made a container anew: the one that should have taken the place
    /// lies beside it, with the old one's id in its name.
    void interruptCompose(DesiredProject project) {
        var all = engine.containers().stream().filter(it -> it.isOf(project)).toList();
        if (all.isEmpty()) {
            return;
        }
        var old = all.get(random.nextInt(all.size()));
        var other = random.nextBoolean() ? project : changed(project, old.service);
        var name = old.spec.containerName(project.name(), old.number);
        var holder = engine.containers().stream().filter(it -> it.name.equals(name)).toList();
        holder.forEach(it -> it.name = "aside");
        var made = engine.composeRun(other, other.service(old.service), old.number);
        made.name = old.id.substring(0, 12) + "_" + name;
        made.copied = true;
        holder.forEach(it -> it.name = name);
        told.append("by compose: leave ").append(made.name).append('\n');
    }

    private static DesiredProject changed(DesiredProject project, String service) {
        var canonical = project.canonical();
        ((ObjectNode) canonical.path("services").path(service)).put("user", "9");
        return Stacks.resolved(canonical);
    }

    /// Another project lives on the same machine.
    void neighbour() {
        engine.stranger(
                new Stranger("other-web-1", "other", "/srv/other", Set.of("other"), Set.of()));
        engine.stranger(new Stranger("lonely", null, null, Set.of(), Set.copyOf(List.of(8080))));
    }
}
