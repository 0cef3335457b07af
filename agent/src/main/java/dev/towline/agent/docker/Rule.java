package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// What becomes of an attribute of the canonical form. Pure.
sealed interface Rule {

    /// It reaches the engine, with all below it.
    record Applied() implements Rule {}

    /// It was used before the engine is asked: by the loader, or by the plan.
    record UsedBefore() implements Rule {}

    /// Compose takes it and does nothing with it, and so do we, but not in silence.
    record Ignored(String reason) implements Rule {}

    /// It cannot be honoured.
    record Refused(String reason) implements Rule {}

    /// It reaches the engine from API 1.`minor` on.
    record Since(int minor) implements Rule {}

    /// An object with known keys.
    record Within(Keys keys) implements Rule {}

    /// A list or a map of such objects.
    record Each(Keys keys) implements Rule {}

    /// Its value decides.
    record Judged(Function<JsonNode, Rule> judge) implements Rule {}

    /// The rules of one object's keys.
    record Keys(Map<String, Rule> rules) {
        public Keys {
            rules = Map.copyOf(rules);
        }

        static Keys none() {
            return new Keys(Map.of());
        }

        /// These keys, each applied.
        static Keys applied(String... keys) {
            return none().and(new Applied(), keys);
        }

        Keys and(Rule rule, String... keys) {
            var all = new HashMap<>(rules);
            for (var key : keys) {
                all.put(key, rule);
            }
            return new Keys(all);
        }
    }
}
