package dev.towline.agent.link;

import dev.towline.disk.DurableFile;
import dev.towline.wire.AgentReport;
import dev.towline.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What of the outbox must survive a kill: outcomes, and the sequence numbers that are used up.
///
/// The coordinator takes a number that it has seen for a repetition, so none may ever be used
/// again, also when this file is lost. Therefore the first number of all is the time in
/// milliseconds: no agent reports a thousand times a second for long.
final class OutboxFile {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxFile.class);
    private static final long LARGEST = 16L * 1024 * 1024;

    private final Path file;
    private final InstantSource clock;

    OutboxFile(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /// What is kept.
    ///
    /// @param next the first sequence number that was certainly never used
    record Kept(long next, List<AgentReport> outcomes) {
        Kept {
            outcomes = List.copyOf(outcomes);
        }
    }

    /// Reads what was kept; a file that cannot be read is set aside, since a deployment must not
    /// fail for want of its reports.
    Kept read() {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("larger than " + LARGEST + " bytes");
            }
            var kept = Json.read(Files.readAllBytes(file), Kept.class);
            if (kept == null) {
                throw new IOException("it is empty");
            }
            return kept;
        } catch (NoSuchFileException _) {
            return fresh();
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("error", Connection.describe(e))
                    .log("could not read reports that were kept; the file is set aside");
            setAside();
            return fresh();
        }
    }

    private Kept fresh() {
        return new Kept(clock.millis(), List.of());
    }

    private void setAside() {
        try {
            var aside = file.resolveSibling(file.getFileName() + ".unreadable");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("error", Connection.describe(e))
                    .log("could not set the file aside");
        }
    }

    /// Writes it durably. Where that fails the reports still go out from memory; only a restart
    /// would lose them.
    void write(Kept kept) {
        try {
            new DurableFile(file).write(Json.bytes(kept));
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("error", Connection.describe(e))
                    .log("could not keep reports on disk");
        }
    }
}
