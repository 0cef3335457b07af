package dev.towline.agent.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// Asks a published port for a page every 5 ms, each time anew: that something accepts connections
/// there does not mean that it answers.
final class BenchProbe implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final byte[] REQUEST =
            "GET /index.html HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final Queue<Long> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Long> answers = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

    private BenchProbe(int port) {
        this.port = port;
    }

    static BenchProbe of(int port) {
        var probe = new BenchProbe(port);
        var _ =
                probe.clock.scheduleAtFixedRate(
                        () -> probe.requests.execute(probe::ask),
                        0,
                        INTERVAL.toNanos(),
                        TimeUnit.NANOSECONDS);
        return probe;
    }

    /// What came of the requests.
    ///
    /// @param outage from the first to the last request that got no page
    record Result(int asked, int failed, Duration outage) {}

    /// Ends the asking, and waits for the last answers.
    Result end() {
        close();
        long first = failures.stream().mapToLong(it -> it).min().orElse(0);
        long last = failures.stream().mapToLong(it -> it).max().orElse(0);
        int failed = failures.size();
        return new Result(failed + answers.size(), failed, Duration.ofNanos(last - first));
    }

    private void ask() {
        long start = System.nanoTime();
        (once(port) ? answers : failures).add(start);
    }

    static void awaitPage(int port) {
        Awaitility.await("a page on port " + port)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(INTERVAL)
                .until(() -> once(port));
    }

    /// Whether the port answers with a page now.
    private static boolean once(int port) {
        try (var socket = new Socket()) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            int patience = (int) PATIENCE.toMillis();
            socket.connect(address, patience);
            socket.setSoTimeout(patience);
            socket.getOutputStream().write(REQUEST);
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.startsWith("HTTP/1.") && answer.contains(" 200 ");
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        clock.close();
        requests.close();
    }
}
