package dev.towline.coordinator.environment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.ids.AgentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.wire.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An enrolled VM, as its agent last told of it.
///
/// @param lastContact null where it never asked for anything
/// @param status null where it never reported one
/// @param second who was refused because another process speaks for the agent
public record Vm(
        AgentId agent,
        EnvironmentName environment,
        String host,
        Instant enrolledAt,
        @Nullable Instant lastContact,
        @Nullable Status status,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Second second) {
    /// The same, and nobody else.
    public Vm(
            AgentId agent,
            EnvironmentName environment,
            String host,
            Instant enrolledAt,
            @Nullable Instant lastContact,
            @Nullable Status status) {
        this(agent, environment, host, enrolledAt, lastContact, status, null);
    }

    /// Another living process with the agent's identity, as on a clone of the VM.
    ///
    /// @param from the address that it asks from
    public record Second(String instance, String from, Instant since, Instant lastSeen) {}

    /// Where the VMs are known.
    @FunctionalInterface
    public interface Directory {
        List<Vm> of(EnvironmentName environment);
    }
}
