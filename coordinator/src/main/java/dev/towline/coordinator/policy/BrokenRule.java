package dev.towline.coordinator.policy;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// A rule that forbids a deployment.
///
/// @param detail what is wrong, in words
/// @param facts what the rule saw, by name
/// @param remedy how to satisfy it, or who may override it
public record BrokenRule(Rule rule, String detail, Map<String, String> facts, String remedy) {
    public BrokenRule {
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        remedy = remedy + (rule.isOverridable() ? override(rule) : "");
    }

    private static String override(Rule rule) {
        return "; or an admin overrides it with \"force\": {\"rules\": [\"" + rule.word() + "\"]}";
    }
}
