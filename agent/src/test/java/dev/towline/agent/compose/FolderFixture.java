package dev.towline.agent.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A project folder with one Compose file; the project is `p`, the profile `on` is wanted, and the
/// variable `SET` has a value.
record FolderFixture(Path folder) {
    LoadedProject load(String yaml) throws ComposeException {
        write("compose.yaml", yaml);
        return ComposeLoader.load(
                new ComposeRequest(
                        folder,
                        folder,
                        List.of(),
                        "p",
                        List.of("on"),
                        Map.of("SET", "secret value"),
                        List.of()));
    }

    /// What is wrong with it; an empty text for nothing.
    String complaint(String yaml) {
        try {
            load(yaml);
            return "";
        } catch (ComposeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
