package dev.towline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.project.DesiredProject;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Fails the test when two containers write to one volume at once though no compose file says so.
final class OneOwner {
    private final Set<DesiredProject> known = Collections.newSetFromMap(new IdentityHashMap<>());

    void know(DesiredProject project) {
        known.add(project);
    }

    void check(String volume, Collection<FakeContainer> containers) {
        var writers =
                containers.stream().filter(it -> it.state.alive() && it.writes(volume)).toList();
        assertThat(writers.size() <= 1 || shareByFile(writers))
                .as(
                        "one owner of volume %s among %s",
                        volume, writers.stream().map(it -> it.name).toList())
                .isTrue();
    }

    // One compose file must want all of them, and each in a place of its own.
    private boolean shareByFile(List<FakeContainer> writers) {
        var places = writers.stream().map(it -> it.service + it.number).distinct().count();
        return places == writers.size() && known.stream().anyMatch(it -> wants(it, writers));
    }

    private static boolean wants(DesiredProject project, List<FakeContainer> writers) {
        return writers.stream()
                .allMatch(one ->
                        one.isOf(project)
                                && writers.stream()
                                                .filter(it -> it.service.equals(one.service))
                                                .count()
                                        <= project.service(one.service).scale());
    }
}
