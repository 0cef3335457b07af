package dev.towline.agent.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;

/// Lays one document over another, by Compose's rules: mappings merge, lists append, plain values
/// replace, null changes nothing; `MergeRules` has the attributes that are different.
final class Merge {
    private Merge() {}

    /// Both documents as one.
    ///
    /// @throws ComposeException where the two do not fit, naming both places
    static Tree.Mapping documents(Tree.Mapping base, Tree.Mapping over) throws ComposeException {
        return mappings(base, over, TreePath.ROOT);
    }

    /// A service over the one that it extends.
    ///
    /// @throws ComposeException where the two do not fit, naming both places
    static Tree service(Tree base, Tree over, TreePath path) throws ComposeException {
        return of(base, over, path);
    }

    static Tree of(Tree base, Tree over, TreePath path) throws ComposeException {
        var rule = MergeRules.ALL.at(path);
        return rule == null ? byDefault(base, over, path) : rule.merge(base, over, path);
    }

    static Tree byDefault(Tree base, Tree over, TreePath path) throws ComposeException {
        if (isNull(over)) {
            return base;
        }
        return switch (base) {
            case Tree.Mapping mapping -> {
                if (!(over instanceof Tree.Mapping other)) {
                    throw misfit(base, over, path, "a mapping");
                }
                yield mappings(mapping, other, path);
            }
            case Tree.Sequence sequence -> {
                if (!(over instanceof Tree.Sequence other)) {
                    throw misfit(base, over, path, "a list");
                }
                yield appended(sequence, other);
            }
            case Tree.Scalar _ -> over;
        };
    }

    static Tree.Mapping mappings(Tree.Mapping base, Tree.Mapping over, TreePath path)
            throws ComposeException {
        var merged = new LinkedHashMap<>(base.entries());
        for (var entry : over.entries().entrySet()) {
            var key = entry.getKey();
            var former = merged.get(key);
            merged.put(
                    key,
                    former == null
                            ? entry.getValue()
                            : of(former, entry.getValue(), path.key(key)));
        }
        return new Tree.Mapping(over.place(), merged);
    }

    static Tree.Sequence appended(Tree.Sequence base, Tree.Sequence over) {
        var all = new ArrayList<>(base.items());
        all.addAll(over.items());
        return new Tree.Sequence(over.place(), all);
    }

    static boolean isNull(Tree tree) {
        return tree instanceof Tree.Scalar scalar && scalar.value().isNull();
    }

    static ComposeException misfit(Tree base, Tree over, TreePath path, String form) {
        return new ComposeException(
                "%s: %s: must be %s, as in %s"
                        .formatted(over.place(), path.text(), form, base.place()));
    }
}
