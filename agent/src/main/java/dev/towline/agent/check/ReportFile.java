package dev.towline.agent.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The JSON report that a contract check writes in its container.
///
/// A report of an earlier run must not pass for this one's. So what lies there is removed before
/// the run with the container's own `rm`. A container may have none, or may not let us: then a
/// report that is byte for byte the old one counts as the old one. That may fail a check whose
/// report never changes, which is the safe side; the other way, by the file's time, was not taken
/// because it depends on the storage driver's clock and resolution.
final class ReportFile {
    private static final int LARGEST = 256 * 1024;
    private static final Duration REMOVAL = Duration.ofSeconds(10);

    private final ContainerFile files;
    private final String service;
    private final String path;
    private byte @Nullable [] stale;

    ReportFile(ContainerFile files, String service, String path) {
        this.files = files;
        this.service = service;
        this.path = path;
    }

    /// Makes sure that an old report cannot be taken for a new one.
    void clear(ContainerExec exec) throws CheckException {
        if (!mayBeThere()) {
            return;
        }
        // Its exit code may lie or be missing; the second look is what counts.
        exec.exec(service, List.of("rm", "-f", "--", path), REMOVAL);
        stale = look();
    }

    private boolean mayBeThere() {
        try {
            return look() != null;
        } catch (CheckException _) {
            // Too large to read, for one; the look after the removal tells what is left.
            return true;
        }
    }

    /// What the run wrote.
    ///
    /// @throws CheckException where there is none, it is the old one, too large or no JSON
    JsonNode read() throws CheckException {
        var bytes = look();
        if (bytes == null) {
            throw unreadable("the command wrote none");
        }
        if (bytes.length > LARGEST) {
            throw unreadable("it is larger than " + LARGEST + " bytes");
        }
        if (Arrays.equals(bytes, stale)) {
            throw unreadable("it is an earlier run's, which could not be removed");
        }
        return parse(bytes);
    }

    private byte @Nullable [] look() throws CheckException {
        return files.read(service, path, LARGEST + 1).orElse(null);
    }

    private JsonNode parse(byte[] bytes) throws CheckException {
        try {
            var node = Json.MAPPER.readTree(bytes);
            if (node.isMissingNode()) {
                throw unreadable("it is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw unreadable("it is not JSON: " + Words.value(e.getOriginalMessage()));
        } catch (IOException e) {
            throw unreadable("it is not JSON: " + Words.value(String.valueOf(e.getMessage())));
        }
    }

    private CheckException unreadable(String why) {
        return new CheckException("could not read the report " + path + ": " + why);
    }
}
