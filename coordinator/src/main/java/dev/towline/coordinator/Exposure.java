package dev.towline.coordinator;

import dev.towline.coordinator.CoordinatorConfig.PlainHttp;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// Whether others could read what goes over the wire.
public final class Exposure {
    private Exposure() {}

    /// Requires TLS where others reach the coordinator, unless it was said that a proxy adds it.
    ///
    /// @throws IllegalArgumentException where it is missing, with what can be done
    public static void requireSafe(CoordinatorConfig config) {
        if (config.tls() == null
                && config.plainHttp() == PlainHttp.ON_LOOPBACK
                && !isLoopback(config.host())) {
            throw new IllegalArgumentException(
                    "could not serve on "
                            + config.host()
                            + ": others reach it, and HTTP without TLS shows them the tokens;"
                            + " give tls.certificate and tls.key in the settings, or serve on"
                            + " 127.0.0.1 behind a proxy with TLS, or say insecure: true"
                            + " (--insecure-http)");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("the host " + host + " is unknown", e);
        }
    }
}
