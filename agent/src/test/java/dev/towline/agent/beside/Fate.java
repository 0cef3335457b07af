package dev.towline.agent.beside;

import dev.towline.agent.beside.World.Life;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a change did to a container.
enum Fate {
    KEPT,
    STARTED_AGAIN,
    REPLACED,
    NEW,
    GONE,
    REFUSED;

    /// By container name.
    static Map<String, Fate> between(Map<String, Life> before, Map<String, Life> after) {
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        var fates = new TreeMap<String, Fate>();
        names.forEach(it ->
                fates.put(
                        it,
                        of(
                                Optional.ofNullable(before.get(it)),
                                Optional.ofNullable(after.get(it)))));
        return fates;
    }

    private static Fate of(Optional<Life> before, Optional<Life> after) {
        if (before.isEmpty()) {
            return NEW;
        }
        if (after.isEmpty()) {
            return GONE;
        }
        if (!before.equals(after)) {
            return before.get().id().equals(after.get().id()) ? STARTED_AGAIN : REPLACED;
        }
        return KEPT;
    }
}
