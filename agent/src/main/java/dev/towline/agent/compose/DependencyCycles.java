package dev.towline.agent.compose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds services that wait for each other.
final class DependencyCycles {
    private final Draft draft;
    private final Set<String> cleared = new HashSet<>();

    DependencyCycles(Draft draft) {
        this.draft = draft;
    }

    /// Adds a problem for the first cycle.
    void check() {
        for (var service : draft.services().keySet()) {
            if (foundFrom(service, new ArrayDeque<>())) {
                return;
            }
        }
    }

    private boolean foundFrom(String service, Deque<String> path) {
        if (path.contains(service)) {
            tell(service, path);
            return true;
        }
        var part = draft.services().get(service);
        if (part == null || cleared.contains(service)) {
            return false;
        }
        path.addLast(service);
        for (var it : part.canonical().path("depends_on").properties()) {
            if (foundFrom(it.getKey(), path)) {
                return true;
            }
        }
        path.removeLast();
        cleared.add(service);
        return false;
    }

    private void tell(String again, Deque<String> path) {
        List<String> cycle = new ArrayList<>(path);
        cycle.subList(0, cycle.indexOf(again)).clear();
        cycle.add(again);
        var part = draft.services().get(again);
        if (part != null) {
            part.wrong(
                    "depends_on",
                    "the services wait for each other: " + String.join(" -> ", cycle));
        }
    }
}
