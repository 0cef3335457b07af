package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.FileSpec;
import dev.towline.agent.project.ImagePin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What Compose was recorded to send for one project at one API version; see `record.py`.
record Recording(String name, String api, JsonNode project, JsonNode answer) {
    private static final Path FOLDER = Path.of("src/test/resources/docker/recorded");
    private static final Map<String, String> VARIABLES =
            Map.of("RECORDED_SECRET", "hush", "RECORDED_CONFIG", "plain");

    static Stream<Recording> all() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files
                    .filter(it -> it.toString().endsWith(".json"))
                    .sorted()
                    .flatMap(it -> read(it).stream())
                    .toList()
                    .stream();
        }
    }

    private static List<Recording> read(Path file) {
        try {
            var name = file.getFileName().toString().replace(".json", "");
            var whole = Projects.json(Files.readString(file));
            var recordings = new ArrayList<Recording>();
            whole.properties().stream()
                    .filter(it -> it.getKey().startsWith("1."))
                    .forEach(it ->
                            recordings.add(
                                    new Recording(
                                            name,
                                            it.getKey(),
                                            whole.path("project"),
                                            it.getValue())));
            return recordings;
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    EngineVersion engine() {
        return new EngineVersion(api, "test");
    }

    List<JsonNode> requests() {
        return answer.path("requests").valueStream().toList();
    }

    /// Compose itself gave up before it asked for a container.
    boolean refusedByCompose() {
        return answer.has("error")
                && requests().stream()
                        .noneMatch(it -> it.path("path").asText().startsWith("/containers"));
    }

    /// The project as the loader gives it, every image resolved.
    DesiredProject desired(Path folder) {
        var read = DesiredProject.of(project, folder.toString());
        var pins = new HashMap<String, ImagePin>();
        for (var service : read.services().values()) {
            pins.put(
                    service.image(),
                    new ImagePin(service.image(), Projects.IMAGE_ID, null, null, Set.of()));
        }
        return new DesiredProject(
                read.name(),
                read.folder(),
                read.services(),
                read.networks(),
                read.volumes(),
                filled(read.configs()),
                filled(read.secrets()),
                pins,
                Map.of(),
                read.provenance());
    }

    private static Map<String, FileSpec> filled(Map<String, FileSpec> files) {
        var all = new LinkedHashMap<String, FileSpec>();
        files.forEach((key, it) -> {
            var variable = it.canonical().path("environment").asText("");
            var content = variable.isEmpty() ? it.content() : VARIABLES.get(variable);
            all.put(key, new FileSpec(key, it.canonical(), content));
        });
        return all;
    }

    @Override
    public String toString() {
        return name + " " + api;
    }
}
