package dev.towline.agent.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands before a real registry and spoils the first answers.
final class FaultyRegistry implements AutoCloseable {
    private final ServerSocket server;
    private final InetSocketAddress registry;
    private final Fault fault;
    private final AtomicInteger left;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /// What is spoilt.
    enum Fault {
        /// The registry is busy.
        UNAVAILABLE,
        /// The connection ends without an answer.
        CUT
    }

    /// @param times how often, before all goes well
    FaultyRegistry(String registry, Fault fault, int times) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var port = Integer.parseInt(registry.substring(registry.indexOf(':') + 1));
        this.registry = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.fault = fault;
        this.left = new AtomicInteger(times);
        Thread.ofVirtual().start(this::accept);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /// How many answers are still to be spoilt.
    int left() {
        return Math.max(0, left.get());
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : open) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                var client = server.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed: the test is over.
            left.set(0);
        }
    }

    // The engine tries TLS first, which the registry does not speak: only requests count.
    private void serve(Socket client) {
        try (client) {
            var first = client.getInputStream().read();
            if (first == 'G' && left.getAndDecrement() > 0) {
                spoil(client);
                return;
            }
            try (var upstream = new Socket(registry.getAddress(), registry.getPort())) {
                upstream.getOutputStream().write(first);
                Thread.ofVirtual().start(() -> copy(client, upstream));
                upstream.getInputStream().transferTo(client.getOutputStream());
            }
        } catch (IOException e) {
            // One side went away, as connections do.
            open.remove(client);
        }
    }

    private void spoil(Socket client) throws IOException {
        if (fault == Fault.UNAVAILABLE) {
            client.getOutputStream()
                    .write(
                            "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // The other direction ends as well, and closes both.
            return;
        }
    }
}
