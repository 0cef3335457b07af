package dev.towline.agent.plan;

import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedProject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What people changed of our containers after they were made: their limits and restart policy
/// (`docker update`), their names and their networks.
///
/// A label says only how a container was made, and the engine shows some values otherwise than they
/// were asked for. So the container of now is compared with the same container of before, which is
/// remembered from the moment when nothing was to be done about it.
public final class Edits {
    private static final Set<String> LIMITS =
            Set.of(
                    "cpu_shares",
                    "cpus",
                    "cpuset",
                    "mem_limit",
                    "mem_reservation",
                    "memswap_limit",
                    "pids_limit");

    private Edits() {}

    /// One container that is not any more as it was.
    public record Edit(String containerId, String service, String words) {}

    /// The containers of which that can be remembered now: as they should be, and in their places.
    ///
    /// @return by id, what can be changed of each
    public static Map<String, Map<String, String>> settled(
            Goal goal, ObservedProject observed, Plan plan) {
        var busy =
                plan.steps().stream()
                        .flatMap(it -> Concern.of(it, observed).stream())
                        .collect(Collectors.toSet());
        return Slots.of(goal, observed).stream()
                .filter(it -> !busy.contains(it.service().name()))
                .flatMap(it -> it.match().filter(inPlace(it)).stream())
                .filter(Slots::ours)
                .collect(Collectors.toMap(ObservedContainer::id, Edits::changeable));
    }

    private static Predicate<ObservedContainer> inPlace(Slot slot) {
        return it ->
                it.running()
                        && it.name().equals(slot.finalName())
                        && it.restart().equals(slot.service().restart());
    }

    /// The running containers that differ from what is remembered of them.
    ///
    /// @param settled as they were remembered
    public static List<Edit> of(
            Map<String, Map<String, String>> settled, ObservedProject observed) {
        return observed.containers().stream()
                .filter(ObservedContainer::running)
                .flatMap(it -> edit(settled.getOrDefault(it.id(), Map.of()), it).stream())
                .toList();
    }

    private static Optional<Edit> edit(Map<String, String> before, ObservedContainer container) {
        if (Names.marked(container.name())) {
            return Optional.empty();
        }
        var now = changeable(container);
        var words = new ArrayList<String>();
        before.forEach((key, value) -> {
            var other = now.getOrDefault(key, "");
            if (!other.equals(value)) {
                words.add(key + ": " + shown(value) + " -> " + shown(other));
            }
        });
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Edit(
                                container.id(),
                                container.service(),
                                before.get("name")
                                        + " was changed in place: "
                                        + String.join("; ", words)));
    }

    private static String shown(String value) {
        return value.isEmpty() ? "(none)" : value;
    }

    private static Map<String, String> changeable(ObservedContainer container) {
        var values = new TreeMap<String, String>();
        LIMITS.forEach(
                it -> values.put(it, container.definition().attributes().getOrDefault(it, "")));
        values.put("name", container.name());
        values.put("networks", String.join(" ", sorted(container.networks().keySet())));
        values.put("restart", container.restart().toString());
        return values;
    }

    private static List<String> sorted(Collection<String> names) {
        return names.stream().sorted().toList();
    }

    /// The same, where containers that people edited are not what the release wants any more.
    public static ObservedProject setApart(List<Edit> edits, ObservedProject observed) {
        var ids = edits.stream().map(Edit::containerId).collect(Collectors.toSet());
        return observed.with(
                observed.containers().stream()
                        .map(it -> ids.contains(it.id()) ? it.edited() : it)
                        .toList());
    }
}
