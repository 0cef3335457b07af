package dev.towline.coordinator.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.wire.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class EntryTest {
    private static final Content ODD =
            new Content(
                    Instant.parse("2026-01-01T00:00:00Z"),
                    "alice \"a\" (token 0f)",
                    "127.0.0.1",
                    "desired-set",
                    "production",
                    "tab\t, bell \u0007, ü, \uD83D\uDE80, </b>",
                    "a\\b\n",
                    Content.DONE);

    /// The hash was computed by another program: Python's json.dumps with sorted keys, and sha256.
    @Test
    void hasTheHashThatAnyoneGetsFromItsCanonicalJson() {
        var entry = Entry.after(Entry.NONE, ODD);

        assertThat(entry.head().number()).isEqualTo(1);
        assertThat(entry.hash())
                .isEqualTo("41a6aa12d7c755378ca2473dea588551ddbdc1f2e14ffe2586de9154edc9240d");
    }

    @Test
    void hashesWhatAStoreGivesBack() {
        var half = new Content(ODD.at(), "a\uD800b\0", "", "", "", "", "", "");

        var entry = Entry.after(Entry.NONE, half);

        assertThat(entry.who()).isEqualTo("a\uFFFDb\uFFFD");
        assertThat(entry.isWhole()).isTrue();
    }

    @Test
    void survivesBeingAJsonLine() throws Exception {
        var entry = Entry.after(Entry.NONE, ODD);

        assertThat(Json.read(Json.write(entry), Entry.class)).isEqualTo(entry);
    }
}
