package dev.towline.agent.project;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a project was loaded from.
///
/// @param composeFiles the absolute paths of the files that were really loaded, in their order
/// @param environmentFiles the env files that were named for interpolation, as they were named
/// @param disabled the services that no wanted profile switches on: their containers are none of
///   the project's business, and no orphans either
public record Provenance(
        List<String> composeFiles, List<String> environmentFiles, Set<String> disabled) {
    public static final Provenance NONE = new Provenance(List.of(), List.of(), Set.of());

    public Provenance {
        composeFiles = List.copyOf(composeFiles);
        environmentFiles = List.copyOf(environmentFiles);
        disabled = Set.copyOf(new TreeSet<>(disabled));
    }

    // A release that an older agent wrote down has none.
    static Provenance orNone(@Nullable Provenance provenance) {
        return provenance == null ? NONE : provenance;
    }
}
