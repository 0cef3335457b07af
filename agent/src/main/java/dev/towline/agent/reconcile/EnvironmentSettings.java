package dev.towline.agent.reconcile;

import dev.towline.ids.CommitSha;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import dev.towline.wire.DriftPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where one environment lives on this VM.
///
/// @param folder the project folder
/// @param envFiles for interpolation; empty: `.env` of the project folder, if there is one
/// @param state the environment's own part of the agent's state folder
/// @param interval how often a pass runs without a trigger
/// @param minFree how many bytes must be free on the engine's disk for images to be pulled
/// @param drift what is done about what differs from the accepted release
/// @param editPolicy what becomes of an order where tracked files were edited on the VM
/// @param allowedSigners whose commits alone are deployed; empty: everybody's
/// @param host what holds for every environment of the VM
public record EnvironmentSettings(
        EnvironmentName environment,
        Path folder,
        List<Path> envFiles,
        Path state,
        Duration interval,
        long minFree,
        DriftPolicy drift,
        EditPolicy editPolicy,
        Optional<Path> allowedSigners,
        HostSettings host) {
    public EnvironmentSettings {
        envFiles = List.copyOf(envFiles);
    }

    Path release(CommitSha sha) {
        return releases().resolve(sha.hex());
    }

    Path releases() {
        return state.resolve("releases");
    }

    /// Where edited files are kept that a release replaces.
    Path edited() {
        return state.resolve("edited");
    }

    /// Where the files go that the first release overwrites.
    Path saved(Generation generation) {
        return state.resolve("saved").resolve("before-" + generation);
    }
}
