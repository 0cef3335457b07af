package dev.towline.agent.failpoint;

import dev.towline.agent.journal.Journal;
import dev.towline.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// A journal's file with a point before and after each write.
record MortalStorage(Journal.Storage file, Points points) implements Journal.Storage {
    @Override
    public Optional<byte[]> read() {
        return file.read();
    }

    @Override
    public void write(byte[] content) {
        var name = "journal write (" + phase(content) + ")";
        points.pass("before " + name);
        file.write(content);
        points.pass("after " + name);
    }

    private static String phase(byte[] content) {
        try {
            var phase = Json.MAPPER.readTree(content).path("underway").path("phase");
            return phase.asText("no deployment");
        } catch (IOException e) {
            throw new UncheckedIOException("could not read what is written", e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
