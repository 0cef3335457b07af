package dev.towline.agent.journal;

import dev.towline.disk.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A person's word that what was left to people may be brought back. A command leaves it, and the
/// agent takes it away when nothing more is to be done.
public final class ReleaseMark {
    private final Path path;
    private final DurableFile file;

    /// @param state the environment's state folder
    public ReleaseMark(Path state) {
        this.path = state.resolve("release");
        this.file = new DurableFile(path);
    }

    public boolean stands() {
        return Files.exists(path);
    }

    /// Durable on return.
    ///
    /// @param who gave the word
    /// @throws JournalException where it cannot be written
    public void write(String who) {
        try {
            file.write(who.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new JournalException("could not write " + path + ": " + e, e);
        }
    }

    /// Takes it away.
    ///
    /// @throws JournalException where it cannot be removed
    public void remove() {
        try {
            file.remove();
        } catch (IOException e) {
            throw new JournalException("could not remove " + path + ": " + e, e);
        }
    }
}
