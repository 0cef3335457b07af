package dev.towline.coordinator.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The open connections, and the end of those that dawdle.
///
/// Helidon 4.5.0 waits for ever for a TLS handshake, for the headers of a request, and for the next
/// request. Here each connection has a deadline while it owes one of these, and none while a
/// request is served: long polls and streams last as long as they like. A connection that is late
/// is closed under the thread that reads from it. Its channel is caught where Helidon sets its
/// options, which is right after it was accepted.
final class Visitors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Visitors.class);
    private static final Duration SHORTEST_ROUND = Duration.ofMillis(50);
    private static final Duration LONGEST_ROUND = Duration.ofMillis(2500);
    private static final long NONE = Long.MAX_VALUE;

    private final Limits limits;
    private final long start = System.nanoTime();
    private final Map<SocketAddress, Visit> visits = new ConcurrentHashMap<>();
    private final ScheduledExecutorService rounds =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("slow-connections").factory());
    private volatile boolean closed;

    Visitors(Limits limits) {
        this.limits = limits;
        var round = round(limits.head()).toMillis();
        var _ =
                rounds.scheduleWithFixedDelay(
                        this::endTheLate, round, round, TimeUnit.MILLISECONDS);
    }

    /// A connection, by when it owes a request; only its own thread changes that.
    private static final class Visit {
        private final SocketChannel channel;
        private volatile long deadline;

        Visit(SocketChannel channel, long deadline) {
            this.channel = channel;
            this.deadline = deadline;
        }
    }

    private static Duration round(Duration head) {
        var quarter = head.dividedBy(4);
        if (quarter.compareTo(SHORTEST_ROUND) < 0) {
            return SHORTEST_ROUND;
        }
        return quarter.compareTo(LONGEST_ROUND) > 0 ? LONGEST_ROUND : quarter;
    }

    /// The options of accepted connections, through which they become known here.
    SocketOptions options() {
        return new AcceptedSocketOptions(this::welcome);
    }

    private void welcome(SocketChannel channel) {
        try {
            var address = channel.getRemoteAddress();
            var visit = new Visit(channel, after(limits.head()));
            visits.put(address, visit);
            if (closed) {
                end(address, visit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Serves a request without a deadline, and wants the next one by and by.
    void serve(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        var visit = visits.get(request.remotePeer().address());
        if (visit == null) {
            chain.proceed();
            return;
        }
        visit.deadline = NONE;
        try {
            chain.proceed();
        } finally {
            visit.deadline = after(limits.idle());
        }
    }

    int count() {
        return visits.size();
    }

    private void endTheLate() {
        try {
            var now = now();
            visits.forEach((address, visit) -> {
                if (!visit.channel.isOpen() || visit.deadline < now) {
                    end(address, visit);
                }
            });
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Could not look after the connections");
        }
    }

    private void end(SocketAddress address, Visit visit) {
        visits.remove(address, visit);
        try {
            visit.channel.close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("Could not close a connection");
        }
    }

    private long now() {
        return System.nanoTime() - start;
    }

    private long after(Duration duration) {
        return now() + duration.toNanos();
    }

    /// Closes what is still open, and what is still being accepted: one that came in while the
    /// server ended would be left waiting.
    @Override
    public void close() {
        closed = true;
        rounds.shutdownNow();
        visits.forEach(this::end);
    }
}
