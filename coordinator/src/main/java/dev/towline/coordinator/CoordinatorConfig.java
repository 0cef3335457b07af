package dev.towline.coordinator;

import dev.towline.coordinator.http.Limits;
import java.nio.file.Path;
import java.time.InstantSource;

/// What a coordinator is started with.
///
/// @param data its folder, made if need be
/// @param port 0 for any free one
public record CoordinatorConfig(
        Path data, String host, int port, InstantSource clock, Limits limits) {
    /// With the usual of everything else.
    public CoordinatorConfig(Path data, String host, int port, InstantSource clock) {
        this(data, host, port, clock, Limits.USUAL);
    }

    public CoordinatorConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
    }

    public CoordinatorConfig with(Limits other) {
        return new CoordinatorConfig(data, host, port, clock, other);
    }
}
