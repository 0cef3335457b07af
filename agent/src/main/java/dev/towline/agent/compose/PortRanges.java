package dev.towline.agent.compose;

import java.util.ArrayList;
import java.util.List;

/// Ports in the short form as single ports in the long form, so that one port of a range can be
/// told from the next.
final class PortRanges {
    private PortRanges() {}

    /// The same ports; an item that is no port stays, for its own check to refuse.
    static Tree.Sequence expanded(Tree.Sequence ports) {
        return new Tree.Sequence(ports.place(), expanded(ports.items()));
    }

    private static List<Tree> expanded(List<Tree> items) {
        var all = new ArrayList<Tree>();
        for (var item : items) {
            if (item instanceof Tree.Scalar scalar) {
                all.addAll(expanded(scalar));
            } else {
                all.add(item);
            }
        }
        return all;
    }

    private static List<Tree> expanded(Tree.Scalar item) {
        try {
            return ShortPort.parse(GoText.of(item.value())).stream()
                    .map(it -> JsonTree.of(it, item.place()))
                    .toList();
        } catch (IllegalArgumentException _) {
            return List.of(item);
        }
    }
}
