package dev.towline.agent.reconcile;

import java.nio.file.Path;
import java.util.List;

/// What the VM's owner has to say about its stacks.
///
/// @param policy the owner's file; need not exist
/// @param own files and folders of Towline and of the engine, which no stack is given
public record HostSettings(Path policy, List<Path> own) {
    /// Where nobody said otherwise.
    public static final HostSettings USUAL =
            new HostSettings(
                    Path.of("/etc/towline/policy.yml"), List.of(Path.of("/var/lib/towline")));

    public HostSettings {
        own = List.copyOf(own);
    }
}
