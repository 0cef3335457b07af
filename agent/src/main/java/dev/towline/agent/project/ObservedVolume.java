package dev.towline.agent.project;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A volume that exists.
///
/// @param project the Compose project that made it; null for none
/// @param configHash the label of its definition's hash; null where there is none
public record ObservedVolume(
        String name,
        @Nullable String project,
        @Nullable String configHash,
        String driver,
        Map<String, String> options,
        Map<String, String> labels) {
    public ObservedVolume {
        options = Map.copyOf(options);
        labels = Map.copyOf(labels);
    }

    /// Without options and labels: a network share's may hold a password.
    @Override
    public String toString() {
        return "ObservedVolume[" + name + "]";
    }
}
