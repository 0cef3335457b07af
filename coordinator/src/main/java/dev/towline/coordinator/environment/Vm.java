package dev.towline.coordinator.environment;

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
public record Vm(
        AgentId agent,
        EnvironmentName environment,
        String host,
        Instant enrolledAt,
        @Nullable Instant lastContact,
        @Nullable Status status) {

    /// Where the VMs are known.
    @FunctionalInterface
    public interface Directory {
        List<Vm> of(EnvironmentName environment);
    }
}
