package dev.towline.agent.demo;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/// A connection to a coordinator, kept open, and no more HTTP than it needs: so light that what is
/// measured is the coordinator.
final class BenchConnection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LENGTH = "content-length:";
    private static final String TAG = "etag:";
    private static final int LARGEST = 64 * 1024;

    private final Socket socket;
    private final InputStream in;

    private BenchConnection(Socket socket, InputStream in) {
        this.socket = socket;
        this.in = in;
    }

    /// An answer, but for its body.
    ///
    /// @param tag the entity's; empty where it has none
    record Head(String status, int length, String tag) {}

    static BenchConnection to(URI coordinator) {
        try {
            var socket = new Socket(coordinator.getHost(), coordinator.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            return new BenchConnection(socket, new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new DemoException("could not connect to " + coordinator, e);
        }
    }

    /// Sends a request.
    ///
    /// @param head its lines, with an empty one at the end
    void send(String head, String body) {
        try {
            var request = head.replace("\n", "\r\n") + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new DemoException("could not ask the coordinator", e);
        }
    }

    /// Reads the next answer to its end.
    Head receive() {
        try {
            var head = head(line());
            in.skipNBytes(head.length());
            return head;
        } catch (IOException e) {
            throw new DemoException("no answer from the coordinator", e);
        }
    }

    private Head head(String status) throws IOException {
        int length = -1;
        var tag = "";
        for (var header = line(); !header.isEmpty(); header = line()) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith(LENGTH)) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
            if (lower.startsWith(TAG)) {
                tag = header.substring(TAG.length()).strip();
            }
        }
        if (length < 0 || length > LARGEST) {
            throw new IOException("an answer with " + length + " bytes");
        }
        return new Head(status, length, tag);
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
