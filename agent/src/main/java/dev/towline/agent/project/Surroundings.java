package dev.towline.agent.project;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What there is on the VM besides the project's own containers.
///
/// @param changed by absolute path, when a tracked file that is mounted was last changed or
///   replaced on disk; folders are left out, a container sees for itself what changes in them
/// @param strangers every container of others
public record Surroundings(Map<String, Instant> changed, List<Stranger> strangers) {
    public static final Surroundings NONE = new Surroundings(Map.of(), List.of());

    public Surroundings {
        changed = Map.copyOf(changed);
        strangers = List.copyOf(strangers);
    }
}
