package dev.towline.agent.compose;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A folder of the test resources that holds a Compose project; its folder is the project folder.
record ComposeCase(Path folder) {

    static Stream<ComposeCase> in(String resource) {
        try (var folders = Files.list(resource(resource))) {
            return folders
                    .filter(it -> Files.exists(it.resolve("compose.yaml")))
                    .sorted()
                    .map(ComposeCase::new)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path resource(String name) {
        try {
            return Path.of(ComposeCase.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    LoadedProject load() throws ComposeException {
        return ComposeLoader.load(
                new ComposeRequest(
                        folder,
                        folder,
                        List.of(),
                        null,
                        lines("profiles"),
                        variables(),
                        List.of()));
    }

    /// A file of the case, with the places that differ from machine to machine put in.
    String text(String file) {
        try {
            return Files.readString(folder.resolve(file))
                    .replace("@FOLDER@", folder.toString())
                    .replace("@PARENT@", folder.getParent().toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> variables() {
        var all = new HashMap<String, String>();
        for (var line : lines("variables")) {
            var equals = line.indexOf('=');
            all.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return all;
    }

    private List<String> lines(String file) {
        return Files.exists(folder.resolve(file)) ? text(file).lines().toList() : List.of();
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
