package dev.towline.agent;

import dev.towline.agent.reconcile.EditPolicy;
import dev.towline.ids.EnvironmentName;
import dev.towline.settings.SettingsException;
import dev.towline.wire.DriftPolicy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The settings of one agent process, with every default filled in.
///
/// @param coordinatorCa who alone vouches for the coordinator, in PEM; null: whom the system trusts
/// @param state journals, mirrors and releases
/// @param status where the status endpoint listens; always a loopback address
/// @param docker the engine's unix socket
/// @param dockerConfig registry credentials; null: none
/// @param interval how often a pass runs without a trigger
/// @param minFree how many bytes must be free on the engine's disk for images to be pulled
/// @param policy what the VM's owner allows stacks; need not exist
public record AgentConfig(
        URI coordinator,
        @Nullable Path coordinatorCa,
        Path state,
        InetSocketAddress status,
        URI docker,
        @Nullable Path dockerConfig,
        Duration interval,
        long minFree,
        Path policy,
        List<Environment> environments) {
    public AgentConfig {
        environments = List.copyOf(environments);
    }

    /// One environment that this VM is part of.
    ///
    /// @param folder the project folder
    /// @param envFile the VM's own variables for interpolation
    /// @param drift what is done about what differs from the accepted release
    /// @param editPolicy what becomes of an order where tracked files were edited here
    /// @param allowedSigners whose commits alone are deployed; null: everybody's
    public record Environment(
            EnvironmentName name,
            Path folder,
            Path envFile,
            Git git,
            DriftPolicy drift,
            EditPolicy editPolicy,
            @Nullable Path allowedSigners) {}

    /// How the repository lets us in; null: not needed.
    public record Git(
            @Nullable Path tokenFile, @Nullable Path keyFile, @Nullable Path knownHosts) {}

    /// Reads the file.
    ///
    /// @param variables the process's environment, which may override each value
    /// @throws SettingsException with everything that is wrong
    public static AgentConfig read(Path file, Map<String, String> variables)
            throws SettingsException {
        return new AgentSettings(file, variables).read();
    }
}
