package dev.towline.agent.project;

import dev.towline.ids.ImageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A container of the project, as the engine showed it.
///
/// @param id 64 hex digits
/// @param name without the engine's leading slash
/// @param specHash the label `dev.towline.spec`; null for a container that Towline did not create
/// @param origin the other labels of Towline; null likewise
/// @param networks by name, the ids of the networks that it is attached to; an empty id while it
///   was never started
/// @param definition what it was made from
public record ObservedContainer(
        String id,
        String name,
        String service,
        int number,
        @Nullable String specHash,
        @Nullable Origin origin,
        ImageDigest imageId,
        ContainerState state,
        int restartCount,
        Instant createdAt,
        RestartPolicy restart,
        List<ObservedMount> mounts,
        Map<String, String> networks,
        Definition definition) {
    public ObservedContainer {
        mounts = List.copyOf(mounts);
        networks = Map.copyOf(networks);
    }

    public boolean running() {
        return state.alive();
    }

    /// The same, no more what any service wants, though still one that Towline made.
    public ObservedContainer edited() {
        return new ObservedContainer(
                id,
                name,
                service,
                number,
                "edited",
                origin,
                imageId,
                state,
                restartCount,
                createdAt,
                restart,
                mounts,
                networks,
                definition);
    }

    /// The twelve digits that the engine's own tools print.
    public String abbreviatedId() {
        return id.substring(0, 12);
    }
}
