package dev.towline.agent.project;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A container on the VM that is not the project's.
///
/// @param project the Compose project that it belongs to; null for none
/// @param folder the folder of that project; null likewise
/// @param networks the names of the networks that it is attached to
/// @param ports the host's ports that it publishes now
public record Stranger(
        String name,
        @Nullable String project,
        @Nullable String folder,
        Set<String> networks,
        Set<Integer> ports) {
    public Stranger {
        networks = Set.copyOf(networks);
        ports = Set.copyOf(ports);
    }
}
