package dev.towline.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class LogLinesTest {
    private static final String FORGED = "2026-01-01T00:00:00Z INFO Door all is well";

    private static LogRecord record(String message) {
        var record = new LogRecord(Level.WARNING, message);
        record.setInstant(Instant.parse("2026-01-01T00:00:00Z"));
        record.setLoggerName("dev.towline.Some");
        return record;
    }

    @Test
    void writesOneLineForOneEvent() {
        var line = new LogLines().format(record("host=a\r\n" + FORGED + "\u001b[2J\u2028\u202ex"));

        assertThat(line)
                .isEqualTo(
                        "2026-01-01T00:00:00Z WARNING Some host=a\\u000d\\u000a"
                                + FORGED
                                + "\\u001b[2J\\u2028\\u202ex\n");
    }

    @Test
    void letsNoMessageOfAFailureBeginALine() {
        var record = record("could not");
        record.setThrown(
                new IllegalStateException(
                        "a\n" + FORGED, new IllegalArgumentException("b\r" + FORGED + "\u001b")));

        var lines = new LogLines().format(record).lines().toList();

        assertThat(lines.getFirst()).isEqualTo("2026-01-01T00:00:00Z WARNING Some could not");
        assertThat(lines.subList(1, lines.size())).allMatch(it -> it.startsWith("  "));
        assertThat(lines).noneMatch(it -> it.contains("\u001b"));
    }
}
