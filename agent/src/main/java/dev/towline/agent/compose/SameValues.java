package dev.towline.agent.compose;

import java.util.Set;
import java.util.stream.IntStream;

/// Whether two trees say the same, wherever they stand.
final class SameValues {
    // What Compose has rewritten or completed in an included service by the time it compares.
    private static final Set<String> NEVER_AS_WRITTEN =
            Set.of("ports", "env_file", "build", "secrets", "gpus");
    private static final Set<String> LISTS_REWRITTEN = Set.of("depends_on", "networks", "models");
    private static final Set<String> TEXTS_REWRITTEN =
            Set.of("volumes", "configs", "devices", "dns", "label_file");

    private SameValues() {}

    /// Whether Compose takes an included part for the same as one that is there already. It
    /// compares the document's own part as it is written with the included one at length, so that
    /// one with a short form is not the same as itself.
    static boolean asImported(Tree former, Tree imported, boolean isOwn) {
        return in(former, imported) && !(isOwn && hasShortForms(former));
    }

    private static boolean hasShortForms(Tree part) {
        return part instanceof Tree.Mapping mapping
                && mapping.entries().entrySet().stream()
                        .anyMatch(it -> isShort(it.getKey(), it.getValue()));
    }

    private static boolean isShort(String key, Tree value) {
        return NEVER_AS_WRITTEN.contains(key)
                || (LISTS_REWRITTEN.contains(key) && value instanceof Tree.Sequence)
                || (TEXTS_REWRITTEN.contains(key) && !isLong(value));
    }

    private static boolean isLong(Tree value) {
        return value instanceof Tree.Sequence list
                && list.items().stream().allMatch(Tree.Mapping.class::isInstance);
    }

    private static boolean in(Tree one, Tree two) {
        return switch (one) {
            case Tree.Mapping mapping -> two instanceof Tree.Mapping other && same(mapping, other);
            case Tree.Sequence sequence ->
                    two instanceof Tree.Sequence other && same(sequence, other);
            case Tree.Scalar scalar ->
                    two instanceof Tree.Scalar other && scalar.value().equals(other.value());
        };
    }

    private static boolean same(Tree.Mapping one, Tree.Mapping two) {
        return one.entries().keySet().equals(two.entries().keySet())
                && one.entries().entrySet().stream()
                        .allMatch(it ->
                                in(it.getValue(), two.entries().getOrDefault(it.getKey(), one)));
    }

    private static boolean same(Tree.Sequence one, Tree.Sequence two) {
        return one.items().size() == two.items().size()
                && IntStream.range(0, one.items().size())
                        .allMatch(it -> in(one.items().get(it), two.items().get(it)));
    }
}
