package dev.towline.agent.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/// A TCP proxy on loopback in front of a server, which may spoil what goes through it.
final class ToxicProxy implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 200;
    private static final int SILENCE_MILLIS = 120_000;
    private static final int LONGEST_HALF = 3000;
    private static final int GARBAGE = 700;
    private static final Duration DELAY = Duration.ofMillis(250);
    private static final byte[] ERROR =
            """
            HTTP/1.1 500 Internal Server Error\r
            Content-Length: 5\r
            Connection: close\r
            \r
            oops
            """
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;
    private final int behind;
    private final Semaphore places = new Semaphore(MOST_CONNECTIONS);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Toxin toxin = Toxin.NONE;

    private ToxicProxy(ServerSocket server, int behind) {
        this.server = server;
        this.behind = behind;
    }

    /// @param port the server's own
    static ToxicProxy before(int port) {
        try {
            var loopback = InetAddress.getLoopbackAddress();
            var proxy = new ToxicProxy(new ServerSocket(Ports.free(), 64, loopback), port);
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /// From here on, also for those in the middle of something.
    void infect(Toxin next) {
        toxin = next;
        open.forEach(ToxicProxy::reset);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                if (places.tryAcquire()) {
                    threads.execute(() -> serve(client));
                } else {
                    reset(client);
                }
            } catch (IOException _) {
                // It was closed, or the client is gone already.
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client) {
            client.setSoTimeout(SILENCE_MILLIS);
            switch (toxin) {
                case CUT -> reset(client);
                case ERROR -> answer(client, ERROR);
                case GARBAGE -> answer(client, garbage());
                case NONE -> pass(client, Duration.ZERO, Long.MAX_VALUE);
                case DELAYED -> pass(client, DELAY, Long.MAX_VALUE);
                case HALF -> pass(client, Duration.ZERO, random().nextInt(1, LONGEST_HALF));
            }
        } catch (IOException _) {
            // One of the two ended it, or the toxin changed.
        } finally {
            open.remove(client);
            places.release();
        }
    }

    private static RandomGenerator random() {
        return RandomGenerator.getDefault();
    }

    private static byte[] garbage() {
        var bytes = new byte[GARBAGE];
        random().nextBytes(bytes);
        return bytes;
    }

    private static void answer(Socket client, byte[] bytes) throws IOException {
        var _ = client.getInputStream().read(new byte[4096]);
        client.getOutputStream().write(bytes);
    }

    private void pass(Socket client, Duration delay, long most) throws IOException {
        try (var upstream = new Socket()) {
            upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), behind), 2000);
            upstream.setSoTimeout(SILENCE_MILLIS);
            var asking =
                    threads.submit(() -> {
                        pump(client.getInputStream(), upstream, delay, Long.MAX_VALUE);
                        return null;
                    });
            if (!pump(upstream.getInputStream(), client, delay, most)) {
                reset(client);
            }
            asking.cancel(true);
        }
    }

    /// Until the end, which is passed on, or until so many bytes.
    ///
    /// @return whether it came to the end
    private static boolean pump(InputStream in, Socket to, Duration delay, long most)
            throws IOException {
        OutputStream out = to.getOutputStream();
        var buffer = new byte[16 * 1024];
        long left = most;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                to.shutdownOutput();
                return true;
            }
            if (delay.isPositive()) {
                ChaosPlace.pause(delay);
            }
            out.write(buffer, 0, read);
            left -= read;
        }
        return false;
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException _) {
            // It is closed.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            infect(Toxin.CUT);
            threads.shutdownNow();
        }
    }
}
