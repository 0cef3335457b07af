package dev.towline.agent.compose;

import java.util.ArrayList;
import java.util.List;

/// Where a value stands in a Compose file, such as `services.api.ports[0]`.
///
/// @param text as a person reads it
/// @param parts its keys; an item of a list, whichever, is `[]`
record TreePath(String text, List<String> parts) {
    private static final String ITEM = "[]";

    static final TreePath ROOT = new TreePath("", List.of());

    TreePath {
        parts = List.copyOf(parts);
    }

    TreePath key(String key) {
        return new TreePath(Field.below(text, key), with(key));
    }

    TreePath item(int index) {
        return new TreePath(text + "[" + index + "]", with(ITEM));
    }

    boolean isInList() {
        return parts.contains(ITEM);
    }

    private List<String> with(String part) {
        var more = new ArrayList<>(parts);
        more.add(part);
        return more;
    }
}
