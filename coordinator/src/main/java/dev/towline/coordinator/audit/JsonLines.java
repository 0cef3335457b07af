package dev.towline.coordinator.audit;

import dev.towline.coordinator.chain.Entry;
import dev.towline.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Entries as JSON, one a line, oldest first.
final class JsonLines {
    private static final int AT_ONCE = 500;

    private JsonLines() {}

    /// Where entries are taken from, a page at a time.
    @FunctionalInterface
    interface Source {
        List<Entry> after(long number, int limit);
    }

    static void write(Source source, long after, OutputStream out) throws IOException {
        var page = source.after(after, AT_ONCE);
        while (!page.isEmpty()) {
            for (var entry : page) {
                out.write(Json.bytes(entry));
                out.write('\n');
            }
            page = source.after(page.getLast().number(), AT_ONCE);
        }
    }
}
