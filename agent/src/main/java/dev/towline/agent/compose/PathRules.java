package dev.towline.agent.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Rules for places in a Compose file. A pattern is a path in which `*` stands for any key or item,
/// and `[]` for any item.
final class PathRules<T> {
    private static final Pattern DOT = Pattern.compile("\\.");

    private record Rule<T>(List<String> pattern, T rule) {
        boolean matches(List<String> parts) {
            if (pattern.size() != parts.size()) {
                return false;
            }
            for (var i = 0; i < parts.size(); i++) {
                var part = pattern.get(i);
                if (!part.equals("*") && !part.equals(parts.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Rule<T>> rules;

    private PathRules(List<Rule<T>> rules) {
        this.rules = List.copyOf(rules);
    }

    static <T> PathRules<T> none() {
        return new PathRules<>(List.of());
    }

    /// With one rule for several patterns.
    PathRules<T> with(T rule, String... patterns) {
        var more = new ArrayList<>(rules);
        for (var pattern : patterns) {
            more.add(new Rule<>(DOT.splitAsStream(pattern).toList(), rule));
        }
        return new PathRules<>(more);
    }

    /// The rule for a place, or null where there is none.
    @Nullable T at(TreePath path) {
        for (var rule : rules) {
            if (rule.matches(path.parts())) {
                return rule.rule();
            }
        }
        return null;
    }
}
