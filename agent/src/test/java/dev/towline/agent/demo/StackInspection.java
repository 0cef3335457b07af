package dev.towline.agent.demo;

import dev.towline.ids.CommitSha;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What must hold whenever nothing is under way, asked of the engine and of the services, not of
/// the agent.
///
/// @param volumes the names of the stack's volumes, as they were at the beginning
record StackInspection(TestSite site, List<String> volumes) {

    static StackInspection of(TestSite site) {
        return new StackInspection(site, site.engine().volumes());
    }

    /// What does not hold, in words; a stack that is not at rest yet has something too.
    List<String> broken(CommitSha release) {
        var broken = new ArrayList<String>();
        var stack = site.engine();
        var names = List.of(stack.container("api"), stack.container("dashboard"));
        if (!stack.names().equals(names)) {
            broken.add("containers: " + stack.names());
        }
        if (!stack.running().keySet().equals(Set.copyOf(names))) {
            broken.add("running: " + stack.running().keySet());
        }
        var tag = ":sha-" + release.abbreviated();
        stack.images()
                .forEach((name, image) -> {
                    if (!image.endsWith(tag)) {
                        broken.add(name + " runs " + image + ", not " + tag);
                    }
                });
        if (!site.api().answeringSha().equals(release.hex())) {
            broken.add("the api answers " + site.api().answeringSha());
        }
        if (!stack.volumes().equals(volumes)) {
            broken.add("volumes: " + stack.volumes() + ", not " + volumes);
        }
        var told = site.agent().status(TestSite.STAGING);
        if (!told.path("sha").asText().equals(release.hex()) || !told.path("drift").isEmpty()) {
            broken.add("the agent says " + told);
        }
        return List.copyOf(broken);
    }
}
