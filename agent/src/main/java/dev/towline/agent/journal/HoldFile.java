package dev.towline.agent.journal;

import dev.towline.disk.DurableFile;
import dev.towline.wire.Hold;
import dev.towline.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// An environment's hold. It is a file of its own, beside the journal: a person's command writes
/// it, also while no agent runs, and the agent only reads it.
public final class HoldFile {
    private final Path path;
    private final DurableFile file;

    /// @param state the environment's state folder
    public HoldFile(Path state) {
        this.path = state.resolve("hold.json");
        this.file = new DurableFile(path);
    }

    /// The hold that stands. One that cannot be read stands too, until it is released: somebody
    /// wanted hands off.
    public Optional<Hold> standing(Instant now) {
        try {
            var content = file.read();
            return content.isEmpty()
                    ? Optional.empty()
                    : Optional.of(hold(content.get())).filter(it -> it.standsAt(now));
        } catch (IOException e) {
            var reason = "could not read " + path + ": " + e.getMessage();
            return Optional.of(new Hold(reason, "?", null, Instant.EPOCH, null));
        }
    }

    private static Hold hold(byte[] content) throws IOException {
        var hold = Json.read(content, Hold.class);
        if (hold == null) {
            throw new IOException("it is no hold");
        }
        return hold;
    }

    /// Puts the environment on hold, in place of any other hold; durable on return.
    ///
    /// @throws JournalException where it cannot be written
    public void write(Hold hold) {
        try {
            file.write(Json.bytes(hold));
        } catch (IOException e) {
            throw new JournalException("could not write " + path + ": " + e, e);
        }
    }

    /// Ends the hold; durable on return.
    ///
    /// @return whether there was one
    /// @throws JournalException where it cannot be removed
    public boolean remove() {
        try {
            return file.remove();
        } catch (IOException e) {
            throw new JournalException("could not remove " + path + ": " + e, e);
        }
    }
}
