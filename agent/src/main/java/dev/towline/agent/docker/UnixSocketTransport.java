package dev.towline.agent.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// docker-java's transport over the engine's unix socket, each request on its own connection and
/// with a deadline.
///
/// docker-java's own transports know no deadline on a unix socket (a frozen engine blocks them for
/// ever), nor the half-close without which a command never sees the end of its input.
final class UnixSocketTransport implements DockerHttpClient {
    private static final Logger log = LoggerFactory.getLogger(UnixSocketTransport.class);
    private final UnixDomainSocketAddress address;
    private final ScheduledThreadPoolExecutor alarms;
    private final Duration deadline;
    private final Scope scope;

    /// What the deadline covers.
    private enum Scope {
        WHOLE_ANSWER,
        HEAD
    }

    private UnixSocketTransport(
            UnixDomainSocketAddress address,
            ScheduledThreadPoolExecutor alarms,
            Duration deadline,
            Scope scope) {
        this.address = address;
        this.alarms = alarms;
        this.deadline = deadline;
        this.scope = scope;
    }

    /// A transport to a `unix:///…` engine.
    ///
    /// @throws IllegalArgumentException for any other kind of engine
    static UnixSocketTransport to(URI engine, Duration deadline) {
        if (!"unix".equals(engine.getScheme()) || engine.getPath() == null) {
            throw new IllegalArgumentException(
                    "only unix:// engines are supported, not " + engine.getScheme() + "://");
        }
        var alarms = new ScheduledThreadPoolExecutor(1, UnixSocketTransport::alarmThread);
        alarms.setRemoveOnCancelPolicy(true);
        var address = UnixDomainSocketAddress.of(Path.of(engine.getPath()));
        return new UnixSocketTransport(address, alarms, deadline, Scope.WHOLE_ANSWER);
    }

    /// The same engine with another deadline for request and answer together.
    UnixSocketTransport within(Duration deadline) {
        return new UnixSocketTransport(address, alarms, deadline, Scope.WHOLE_ANSWER);
    }

    /// The same engine with a deadline until the answer begins; its body may go on for ever.
    UnixSocketTransport beginningWithin(Duration deadline) {
        return new UnixSocketTransport(address, alarms, deadline, Scope.HEAD);
    }

    /// Sends a request and reads the head of the answer.
    ///
    /// @throws UncheckedIOException where the engine does not answer; docker-java's interface has
    ///   no checked one
    @Override
    public Response execute(Request request) {
        try {
            var connection = EngineConnection.open(address, deadline, alarms);
            try {
                return exchange(request, connection);
            } catch (IOException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends all deadlines, and with them every further request.
    @Override
    public void close() {
        alarms.shutdownNow();
    }

    boolean closed() {
        return alarms.isShutdown();
    }

    private Response exchange(Request request, EngineConnection connection) throws IOException {
        new RequestWriter(connection.output()).write(request);
        var head = ResponseHead.read(connection.input());
        while (head.status() == 100) {
            head = ResponseHead.read(connection.input());
        }
        if (scope == Scope.HEAD) {
            connection.liftDeadline();
        }
        var typed = request.hijackedInput();
        if (typed != null && head.status() < 300) {
            Thread.ofVirtual().name("exec-input").start(() -> feed(typed, connection));
        }
        return new SocketResponse(
                connection, head, head.body(connection.input(), request.method()));
    }

    private static void feed(InputStream typed, EngineConnection connection) {
        try {
            var buffer = new byte[8192];
            for (var count = typed.read(buffer); count >= 0; count = typed.read(buffer)) {
                connection.output().write(buffer, 0, count);
                connection.output().flush();
            }
            connection.finishSending();
        } catch (IOException e) {
            // The command ended before its input did; its output is still to be read.
            log.atDebug().setCause(e).log("the input of a command was not wanted to its end");
        }
    }

    private static Thread alarmThread(Runnable task) {
        return Thread.ofPlatform().daemon().name("engine-deadlines").unstarted(task);
    }
}
