package dev.towline.agent.plan;

import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.ObservedContainer;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The numbers of a service's containers. What is there keeps its number, up-to-date ones and low
/// numbers first, so that the highest go when there are too many; what is missing gets the lowest
/// free one.
final class Numbers {
    private Numbers() {}

    static List<Integer> of(Sameness wanted) {
        var scale = wanted.service().scale();
        var alike = new TreeMap<Integer, Boolean>();
        wanted.observed().containers().stream()
                .filter(it -> it.service().equals(wanted.service().name()))
                .filter(it -> !(it.state() instanceof ContainerState.Gone))
                .filter(it -> wanted.holds(it) || holdsItsPlace(it))
                .forEach(it -> alike.merge(it.number(), wanted.holds(it), Boolean::logicalOr));
        var kept =
                alike.keySet().stream()
                        .sorted(
                                Comparator.comparing(
                                        (Integer it) -> !alike.getOrDefault(it, false)))
                        .limit(scale)
                        .toList();
        var free = IntStream.iterate(1, it -> it + 1).filter(it -> !kept.contains(it)).boxed();
        return Stream.concat(kept.stream(), free).limit(scale).sorted().toList();
    }

    // One that gave way already keeps no number for anybody.
    private static boolean holdsItsPlace(ObservedContainer container) {
        return !Names.aside(container.name());
    }
}
