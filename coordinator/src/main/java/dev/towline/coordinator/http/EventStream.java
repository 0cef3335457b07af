package dev.towline.coordinator.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/// The open answer of a client that reads server-sent events (WHATWG HTML, 9.2); each event is sent
/// at once.
///
/// The body is chunked, so that its end is seen by the client without the connection being closed
/// (Helidon 4.5.0 does not close it).
public final class EventStream {
    private final OutputStream out;
    private final BooleanSupplier mayRead;

    /// @param mayRead asked before each event
    EventStream(OutputStream out, BooleanSupplier mayRead) {
        this.out = out;
        this.mayRead = mayRead;
    }

    /// Sends an event.
    ///
    /// @param data one line
    public void send(long id, String type, String data) throws IOException {
        write("id: " + id + "\nevent: " + type + "\ndata: " + data + "\n\n");
    }

    /// Sends a comment, which shows that the connection still stands.
    public void beat() throws IOException {
        write(": waiting\n\n");
    }

    private void write(String text) throws IOException {
        if (!mayRead.getAsBoolean()) {
            throw new IOException("the reader's token is no longer good");
        }
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
