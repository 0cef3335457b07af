package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;

import dev.towline.agent.plan.DockerInMemory;
import dev.towline.agent.project.DesiredProject;
import dev.towline.wire.DriftPolicy;
import java.nio.file.Path;

/// A world at rest, and what somebody does to it.
final class DriftWorld {
    private DriftWorld() {}

    static World accepted(Path folder, DriftPolicy policy) {
        var world = new World(folder, policy);
        world.deploy(world.commit(compose("app:1"), GATES));
        world.passes(2);
        world.docker.performed.clear();
        world.told.clear();
        return world;
    }

    static void replaceByHand(World world) {
        var accepted = world.entries().lastAccepted().orElseThrow().project();
        var changed = accepted.canonical();
        changed.withObject("/services/web").put("user", "1000");
        var project = DockerInMemory.resolved(DesiredProject.of(changed, accepted.folder()));
        world.docker.composeRecreate(project, "shop-web-1");
    }
}
