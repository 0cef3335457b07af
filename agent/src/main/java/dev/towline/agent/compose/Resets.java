package dev.towline.agent.compose;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The places that a document marks with `!reset` or `!override`: what earlier documents say there
/// is forgotten before this one is merged.
///
/// As in Compose, a mark on an item of a list, or below one, changes nothing.
final class Resets {
    static final Resets NONE = new Resets();

    private final Map<String, Resets> below = new HashMap<>();
    private boolean marked;

    /// The marks at these places.
    static Resets at(List<TreePath> places) {
        var all = new Resets();
        for (var place : places) {
            if (!place.isInList()) {
                all.mark(place.parts());
            }
        }
        return all;
    }

    private void mark(List<String> parts) {
        var at = this;
        for (var part : parts) {
            at = at.below.computeIfAbsent(part, _ -> new Resets());
        }
        at.marked = true;
    }

    /// The marks below a key.
    Resets under(String key) {
        return below.getOrDefault(key, NONE);
    }

    /// The tree without what is marked.
    Tree applyTo(Tree tree) {
        if (below.isEmpty() || !(tree instanceof Tree.Mapping mapping)) {
            return tree;
        }
        var left = new LinkedHashMap<String, Tree>();
        mapping.entries()
                .forEach((key, it) -> {
                    var resets = under(key);
                    if (!resets.marked) {
                        left.put(key, resets.applyTo(it));
                    }
                });
        return new Tree.Mapping(mapping.place(), left);
    }
}
