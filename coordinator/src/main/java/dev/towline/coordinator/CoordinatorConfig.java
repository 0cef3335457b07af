package dev.towline.coordinator;

import dev.towline.coordinator.http.Limits;
import dev.towline.coordinator.http.TlsFiles;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// What a coordinator is started with.
///
/// @param data its folder, made if need be
/// @param port 0 for any free one
/// @param tls null: plain HTTP
public record CoordinatorConfig(
        Path data,
        String host,
        int port,
        InstantSource clock,
        Limits limits,
        PlainHttp plainHttp,
        @Nullable TlsFiles tls) {
    /// Where HTTP without TLS is served.
    public enum PlainHttp {
        ON_LOOPBACK,
        /// Also where others reach it, because a proxy adds TLS.
        EVERYWHERE
    }

    /// With the usual of everything else.
    public CoordinatorConfig(Path data, String host, int port, InstantSource clock) {
        this(data, host, port, clock, Limits.USUAL, PlainHttp.ON_LOOPBACK, null);
    }

    public CoordinatorConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
    }

    public CoordinatorConfig with(Limits other) {
        return new CoordinatorConfig(data, host, port, clock, other, plainHttp, tls);
    }

    public CoordinatorConfig with(PlainHttp other) {
        return new CoordinatorConfig(data, host, port, clock, limits, other, tls);
    }

    public CoordinatorConfig with(@Nullable TlsFiles other) {
        return new CoordinatorConfig(data, host, port, clock, limits, plainHttp, other);
    }
}
