package dev.towline.agent.project;

import org.jspecify.annotations.Nullable;

/// What a service mounts where.
///
/// @param source an absolute host path for a bind, the volume's key for a volume, an image's
///   reference for an image; null for tmpfs and for an anonymous volume
public record MountSpec(Type type, @Nullable String source, String target, boolean readOnly) {

    /// Compose's mount types; the engine on Linux has no named pipes and no clusters.
    public enum Type {
        BIND,
        VOLUME,
        TMPFS,
        IMAGE,
        NPIPE,
        CLUSTER
    }
}
