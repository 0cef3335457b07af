package dev.towline.agent.demo;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/// An agent as far as the coordinator sees it while it waits: one connection with a long poll on
/// it. It is so light that what is measured is the coordinator.
final class BenchParkedAgent implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LENGTH = "content-length:";
    private static final String TAG = "etag:";
    private static final int LARGEST = 64 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final String token;
    private String known = "\"0\"";

    private BenchParkedAgent(Socket socket, InputStream in, String token) {
        this.socket = socket;
        this.in = in;
        this.token = token;
    }

    static BenchParkedAgent connected(URI coordinator, String token) {
        try {
            var socket = new Socket(coordinator.getHost(), coordinator.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            var in = new BufferedInputStream(socket.getInputStream());
            return new BenchParkedAgent(socket, in, token);
        } catch (IOException e) {
            throw new DemoException("could not connect to " + coordinator, e);
        }
    }

    /// Asks for an order that it does not know yet.
    void ask() {
        var request =
                """
                GET /api/v1/agent/desired HTTP/1.1
                Host: 127.0.0.1
                Authorization: Bearer %s
                If-None-Match: %s
                Prefer: wait=55

                """
                        .formatted(token, known)
                        .replace("\n", "\r\n");
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new DemoException("could not ask the coordinator", e);
        }
    }

    /// Waits for the order.
    ///
    /// @return when the whole of it was there, as of `System.nanoTime()`
    long awaitOrder() {
        try {
            var status = line();
            if (!status.startsWith("HTTP/1.1 200")) {
                throw new DemoException("a waiting agent got " + status);
            }
            in.skipNBytes(bodyLength());
            return System.nanoTime();
        } catch (IOException e) {
            throw new DemoException("no answer from the coordinator", e);
        }
    }

    private int bodyLength() throws IOException {
        int length = -1;
        for (var header = line(); !header.isEmpty(); header = line()) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith(LENGTH)) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
            if (lower.startsWith(TAG)) {
                known = header.substring(TAG.length()).strip();
            }
        }
        if (length < 0 || length > LARGEST) {
            throw new IOException("an answer with " + length + " bytes");
        }
        return length;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > LARGEST) {
                throw new IOException("the coordinator broke off its answer");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new DemoException("could not close a connection", e);
        }
    }
}
