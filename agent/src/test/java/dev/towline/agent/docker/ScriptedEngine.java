package dev.towline.agent.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server on a unix socket that answers with the bytes it is told, right or wrong.
final class ScriptedEngine implements AutoCloseable {
    private final Path socket;
    private final ServerSocketChannel server;
    private final Script script;
    private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /// What is done with one connection, after the head of its request was read.
    interface Script {
        void answer(String head, InputStream in, OutputStream out) throws IOException;
    }

    private ScriptedEngine(Path socket, ServerSocketChannel server, Script script) {
        this.socket = socket;
        this.server = server;
        this.script = script;
    }

    static ScriptedEngine answering(String bytes) throws IOException {
        return running((_, _, out) -> out.write(bytes.getBytes(StandardCharsets.UTF_8)));
    }

    /// Takes requests and says nothing, as a frozen engine does.
    static ScriptedEngine mute() throws IOException {
        return running((_, in, _) -> in.transferTo(OutputStream.nullOutputStream()));
    }

    static ScriptedEngine running(Script script) throws IOException {
        var socket = Files.createTempDirectory("towline-engine").resolve("engine.sock");
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        var engine = new ScriptedEngine(socket, server, script);
        Thread.ofVirtual().start(engine::accept);
        return engine;
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nApi-Version: 1.43\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    URI uri() {
        return URI.create("unix://" + socket);
    }

    /// The request lines so far.
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var connection : open) {
            connection.close();
        }
        Files.deleteIfExists(socket);
        Files.deleteIfExists(socket.getParent());
    }

    private void accept() {
        try {
            while (true) {
                var connection = server.accept();
                open.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException e) {
            // Closed: the test is over.
            open.clear();
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            var in = Channels.newInputStream(connection);
            var head = head(in);
            requests.add(head.lines().findFirst().orElse(""));
            var out = Channels.newOutputStream(connection);
            script.answer(head, in, out);
        } catch (IOException e) {
            // The client went away, which some tests want.
            requests.add("ended: " + e.getMessage());
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            var next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}
