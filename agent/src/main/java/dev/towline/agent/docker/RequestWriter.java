package dev.towline.agent.docker;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Writes an HTTP/1.1 request.
final class RequestWriter {
    private static final int CHUNK = 16 * 1024;
    private final OutputStream out;

    RequestWriter(OutputStream out) {
        this.out = out;
    }

    void write(Request request) throws IOException {
        line(request.method() + " " + request.path() + " HTTP/1.1");
        line("Host: docker");
        if (request.hijackedInput() == null) {
            line("Connection: close");
        } else {
            line("Connection: Upgrade");
            line("Upgrade: tcp");
        }
        for (var header : request.headers().entrySet()) {
            line(header.getKey() + ": " + header.getValue());
        }
        body(request);
        out.flush();
    }

    private void body(Request request) throws IOException {
        var bytes = request.bodyBytes();
        var stream = request.body();
        if (bytes == null && stream != null) {
            line("Transfer-Encoding: chunked");
            line("");
            chunks(stream);
            return;
        }
        line("Content-Length: " + (bytes == null ? 0 : bytes.length));
        line("");
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private void chunks(InputStream stream) throws IOException {
        var buffer = new byte[CHUNK];
        for (var count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            if (count > 0) {
                line(HexFormat.of().toHexDigits(count, 8));
                out.write(buffer, 0, count);
                line("");
            }
        }
        line("0");
        line("");
    }

    // A line break in a path or a header would be a second request.
    private void line(String text) throws IOException {
        if (text.chars().anyMatch(it -> it == '\r' || it == '\n')) {
            throw new IOException("a line break in a request to the engine");
        }
        out.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
