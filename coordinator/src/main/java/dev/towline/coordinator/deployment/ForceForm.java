package dev.towline.coordinator.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.policy.Force;
import dev.towline.coordinator.policy.Rule;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads `force`: true for a quarantined release that is to be tried again, or `{"rules": […]}` for
/// what is to be overridden.
final class ForceForm {
    private static final String FIELD = "force";

    private ForceForm() {}

    /// @throws Refusal 400 where it has another form, 422 where a rule cannot be overridden
    static Force read(@Nullable JsonNode force) {
        if (force == null || force.isNull()) {
            return Force.NONE;
        }
        if (force.isBoolean()) {
            return new Force(force.booleanValue(), Set.of());
        }
        var rules = force.path("rules");
        if (!force.isObject() || force.size() != 1 || !rules.isArray()) {
            throw Refusal.malformed(
                    FIELD, "true, false, or an object with nothing but a list of rules is wanted");
        }
        return new Force(false, rules(rules));
    }

    private static Set<Rule> rules(JsonNode words) {
        var rules = EnumSet.noneOf(Rule.class);
        for (var i = 0; i < words.size(); i++) {
            var field = FIELD + ".rules[" + i + "]";
            if (!words.get(i).isTextual()) {
                throw Refusal.malformed(field, "the name of a rule is wanted");
            }
            rules.add(
                    Rule.ofWord(words.get(i).textValue())
                            .filter(Rule::isOverridable)
                            .orElseThrow(() ->
                                    Refusal.unusable(
                                            field, "no rule that can be overridden", known())));
        }
        return rules;
    }

    private static String known() {
        return Arrays.stream(Rule.values())
                .filter(Rule::isOverridable)
                .map(Rule::word)
                .collect(Collectors.joining(", "));
    }
}
