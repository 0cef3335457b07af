package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A folder that a test writes Compose files to, and loads as a person would: from inside, by
/// `compose.yaml` and its override file where no others are named.
record FolderOfFiles(Path folder) {

    FolderOfFiles with(String file, String text) {
        try {
            var path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LoadedProject load(String... files) throws ComposeException {
        return ComposeLoader.load(
                new ProjectOptions(
                                List.of(files).stream().map(Path::of).toList(),
                                null,
                                "p",
                                List.of(),
                                Map.of(),
                                List.of())
                        .in(folder));
    }

    /// What the canonical form has for a service.
    JsonNode service(String name, String... files) throws ComposeException {
        return load(files).project().service(name).canonical();
    }

    /// An attribute of the service `a`, as JSON with the folder taken out.
    String attribute(String name, String... files) throws ComposeException {
        return service("a", files).path(name).toString().replace(folder.toString(), "@");
    }

    /// Two documents as one file, and an attribute of the service `a` in them.
    String merged(String first, String second, String name) throws ComposeException {
        return with("compose.yaml", first + "\n---\n" + second + "\n").attribute(name);
    }
}
