package dev.towline.coordinator;

import dev.towline.coordinator.access.TrustedIssuer;
import dev.towline.coordinator.http.Limits;
import dev.towline.coordinator.http.TlsFiles;
import dev.towline.coordinator.notify.Notifying;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a coordinator is started with.
///
/// @param data its folder, made if need be
/// @param port 0 for any free one
/// @param tls null: plain HTTP
/// @param issuers whose tokens are accepted besides our own
/// @param notifying how receivers of notifications are told
public record CoordinatorConfig(
        Path data,
        String host,
        int port,
        InstantSource clock,
        Limits limits,
        PlainHttp plainHttp,
        @Nullable TlsFiles tls,
        List<TrustedIssuer> issuers,
        Care care,
        Notifying notifying) {
    /// Where HTTP without TLS is served.
    public enum PlainHttp {
        ON_LOOPBACK,
        /// Also where others reach it, because a proxy adds TLS.
        EVERYWHERE
    }

    /// With the usual of everything else.
    public CoordinatorConfig(Path data, String host, int port, InstantSource clock) {
        this(
                data,
                host,
                port,
                clock,
                Limits.USUAL,
                PlainHttp.ON_LOOPBACK,
                null,
                List.of(),
                Care.USUAL,
                Notifying.USUAL);
    }

    public CoordinatorConfig {
        issuers = List.copyOf(issuers);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
    }

    public CoordinatorConfig with(Limits other) {
        return new CoordinatorConfig(
                data, host, port, clock, other, plainHttp, tls, issuers, care, notifying);
    }

    public CoordinatorConfig with(PlainHttp other) {
        return new CoordinatorConfig(
                data, host, port, clock, limits, other, tls, issuers, care, notifying);
    }

    public CoordinatorConfig with(@Nullable TlsFiles other) {
        return new CoordinatorConfig(
                data, host, port, clock, limits, plainHttp, other, issuers, care, notifying);
    }

    public CoordinatorConfig with(List<TrustedIssuer> other) {
        return new CoordinatorConfig(
                data, host, port, clock, limits, plainHttp, tls, other, care, notifying);
    }

    public CoordinatorConfig with(Care other) {
        return new CoordinatorConfig(
                data, host, port, clock, limits, plainHttp, tls, issuers, other, notifying);
    }

    public CoordinatorConfig with(Notifying other) {
        return new CoordinatorConfig(
                data, host, port, clock, limits, plainHttp, tls, issuers, care, other);
    }
}
