package dev.towline.agent.journal;

import dev.towline.disk.DurableFile;
import dev.towline.ids.Generation;
import dev.towline.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds a `Keeping` beside the journal. Used by the reconcile loop's thread only.
public final class KeepingFile {
    private static final Logger log = LoggerFactory.getLogger(KeepingFile.class);

    private final Path path;
    private final DurableFile file;
    private Keeping keeping;

    /// @param state the environment's state folder
    public KeepingFile(Path state) {
        this.path = state.resolve("keeping.json");
        this.file = new DurableFile(path);
        this.keeping = read();
    }

    // Nothing is decided by it that a person could not repeat: one that is broken counts as lost.
    private Keeping read() {
        try {
            file.sweep();
            var content = file.read();
            return content.isEmpty() ? lost() : Json.read(content.get(), Keeping.class);
        } catch (IOException e) {
            log.atWarn().addKeyValue("error", path + ": " + e.getMessage()).log("begun anew");
            return lost();
        }
    }

    private static Keeping lost() {
        return Keeping.none(Generation.NONE);
    }

    public Keeping keeping() {
        return keeping;
    }

    /// Changes it; written only where it changed, and then durable on return. Where it cannot be
    /// written, as on a full disk, it is remembered for as long as the process lives: healing must
    /// not wait for that.
    public void update(UnaryOperator<Keeping> change) {
        var next = change.apply(keeping);
        if (next.equals(keeping)) {
            return;
        }
        keeping = next;
        try {
            file.write(Json.bytes(next));
        } catch (IOException e) {
            log.atWarn().addKeyValue("error", path + ": " + e).log("not kept over a restart");
        }
    }
}
