package dev.towline.agent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The Docker Engine's HTTP interface on its unix socket, as far as observing from outside and
/// tidying up need it: the machine may have no docker command.
///
/// It speaks HTTP 1.0, whose answers end with the connection.
final class EngineSocket {
    private static final String DEFAULT = "unix:///var/run/docker.sock";
    private static final String SCHEME = "unix://";
    private static final String API = "/v1.41";

    private final Path socket;

    private EngineSocket(Path socket) {
        this.socket = socket;
    }

    /// The engine that the agents use too.
    static EngineSocket ofThisMachine() {
        return at(Path.of(address().substring(SCHEME.length())));
    }

    static EngineSocket at(Path socket) {
        return new EngineSocket(socket);
    }

    /// Where it is, as in `unix:///var/run/docker.sock`.
    String url() {
        return SCHEME + socket;
    }

    /// As in `unix:///var/run/docker.sock`.
    static String address() {
        return Optional.ofNullable(System.getenv("DOCKER_HOST"))
                .filter(it -> it.startsWith(SCHEME))
                .orElse(DEFAULT);
    }

    JsonNode get(String path) {
        return json(expected("GET", path, ""));
    }

    JsonNode post(String path, Object body) {
        return json(expected("POST", path, Json.write(body)));
    }

    /// Brings an image onto the engine.
    void pull(String reference) {
        expected("POST", "/images/create?fromImage=" + reference, "");
        get("/images/" + reference + "/json");
    }

    void start(String container) {
        expected("POST", "/containers/" + container + "/start", "");
    }

    /// Ends its first process; one that has ended already is left alone.
    void kill(String container) {
        exchange("POST", "/containers/" + container + "/kill", "");
    }

    /// As `docker stop`: politely, then by force.
    void stop(String container) {
        exchange("POST", "/containers/" + container + "/stop?t=1", "");
    }

    /// As `docker rm -f`; its volumes stay.
    void remove(String container) {
        exchange("DELETE", "/containers/" + container + "?force=1", "");
    }

    /// Runs a command in a container to its end; what it wrote.
    String exec(String container, String... command) {
        var exec =
                post(
                        "/containers/" + container + "/exec",
                        Map.of("AttachStdout", true, "Tty", true, "Cmd", List.of(command)));
        var start = "/exec/" + exec.path("Id").asText() + "/start";
        return expected("POST", start, "{\"Tty\":true}").body();
    }

    /// What is gone already counts as deleted; whether it was there.
    boolean delete(String path) {
        var answer = exchange("DELETE", path, "");
        if (answer.status() >= 300 && answer.status() != 404) {
            throw answer.unexpected("DELETE", path);
        }
        return answer.status() != 404;
    }

    private Answer expected(String method, String path, String body) {
        var answer = exchange(method, path, body);
        if (answer.status() >= 300) {
            throw answer.unexpected(method, path);
        }
        return answer;
    }

    private Answer exchange(String method, String path, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head =
                "%s %s%s HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(method, API, path, bytes.length);
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.UTF_8)));
            channel.write(ByteBuffer.wrap(bytes));
            return Answer.of(readAll(channel));
        } catch (IOException e) {
            throw new DemoException("no Docker Engine answers on " + socket, e);
        }
    }

    private static String readAll(SocketChannel channel) throws IOException {
        var all = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(8192);
        while (channel.read(buffer) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode json(Answer answer) {
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new DemoException("could not read the engine's answer", e);
        }
    }

    private record Answer(int status, String body) {
        static Answer of(String text) {
            int end = text.indexOf("\r\n\r\n");
            if (end < 0 || text.length() < 12) {
                throw new DemoException("the engine broke off its answer");
            }
            return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(end + 4));
        }

        DemoException unexpected(String method, String path) {
            return new DemoException(method + " " + path + " answered " + status + ": " + body);
        }
    }
}
