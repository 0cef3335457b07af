package dev.towline.agent.project;

import java.util.Locale;

/// A service that must be there before another one starts.
///
/// @param required false: without it the other one starts all the same
/// @param restart the other one is restarted when this one is replaced
public record Dependency(String service, Condition condition, boolean required, boolean restart) {

    /// What the dependency must have reached.
    public enum Condition {
        SERVICE_STARTED,
        SERVICE_HEALTHY,
        SERVICE_COMPLETED_SUCCESSFULLY;

        /// Compose's word for it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Condition of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
