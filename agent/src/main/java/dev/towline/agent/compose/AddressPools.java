package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Merges the address pools of a network: those of one subnet become one.
///
/// Step by step as Compose does it, oddities included, since the result is what the network is
/// compared by: each pool of the base meets each of the override and is changed in place, also
/// where it is already in the result. A pool that only the base has is lost unless the override has
/// one pool alone.
final class AddressPools {
    /// One pool while it is merged.
    private record Pool(Place place, Map<String, Tree> entries) {
        @Nullable JsonNode subnet() {
            var subnet = entries.get("subnet");
            return subnet == null ? null : MergeRules.value(subnet);
        }

        boolean isIn(Pool other) {
            return Objects.equals(subnet(), other.subnet());
        }
    }

    private final TreePath path;
    private final List<Pool> merged = new ArrayList<>();

    private AddressPools(TreePath path) {
        this.path = path;
    }

    static Tree merge(Tree base, Tree over, TreePath path) throws ComposeException {
        if (!(base instanceof Tree.Sequence former) || !(over instanceof Tree.Sequence other)) {
            throw Merge.misfit(base, over, path, "a list");
        }
        var pools = new AddressPools(path);
        for (var one : former.items()) {
            var pool = pools.pool(one);
            for (var two : other.items()) {
                pools.meet(pool, pools.pool(two));
            }
        }
        var all = pools.merged.stream().<Tree>map(it -> new Tree.Mapping(it.place, it.entries));
        return new Tree.Sequence(over.place(), all.toList());
    }

    private void meet(Pool base, Pool over) throws ComposeException {
        if (!base.isIn(over) && indexOf(over) < 0) {
            merged.add(over);
            return;
        }
        var both =
                Merge.mappings(
                        new Tree.Mapping(base.place, base.entries),
                        new Tree.Mapping(over.place, over.entries),
                        path);
        base.entries.putAll(both.entries());
        var index = indexOf(base);
        if (index < 0) {
            merged.add(base);
        } else {
            merged.set(index, base);
        }
    }

    private int indexOf(Pool pool) {
        for (var i = 0; i < merged.size(); i++) {
            if (merged.get(i).isIn(pool)) {
                return i;
            }
        }
        return -1;
    }

    private Pool pool(Tree tree) throws ComposeException {
        if (tree instanceof Tree.Mapping mapping) {
            return new Pool(mapping.place(), new LinkedHashMap<>(mapping.entries()));
        }
        throw new ComposeException(tree.place() + ": " + path.text() + ": must be a mapping");
    }
}
