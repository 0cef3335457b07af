package dev.towline.agent.project;

import org.jspecify.annotations.Nullable;

/// A network that exists.
///
/// @param project the Compose project that made it; null for none
/// @param configHash the label of its definition's hash; null where there is none
public record ObservedNetwork(
        String id, String name, @Nullable String project, @Nullable String configHash) {}
