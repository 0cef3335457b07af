package dev.towline.agent.git;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Tells a host that could not be reached from one that answered no.
final class HostFailure {
    private HostFailure() {}

    static boolean shows(Throwable failure) {
        @Nullable Throwable at = failure;
        while (at != null && !isOfNetwork(at)) {
            at = at.getCause();
        }
        return at != null;
    }

    private static boolean isOfNetwork(Throwable failure) {
        return failure instanceof SocketException
                || failure instanceof UnknownHostException
                || failure instanceof InterruptedIOException
                || failure instanceof SSLException;
    }
}
