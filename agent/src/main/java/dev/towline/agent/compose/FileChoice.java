package dev.towline.agent.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which Compose files a project has: those that were named, else those of `COMPOSE_FILE`, else the
/// first that has one of the usual names, with its override file.
final class FileChoice {
    private static final List<String> USUAL =
            List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");
    private static final List<String> OVERRIDES =
            List.of(
                    "compose.override.yml",
                    "compose.override.yaml",
                    "docker-compose.override.yml",
                    "docker-compose.override.yaml");

    private FileChoice() {}

    /// The files, in the order in which they are merged.
    ///
    /// @return paths that are absolute, or relative to the project folder
    /// @throws ComposeException where there is none
    static List<String> of(
            ComposeRequest request, Map<String, String> variables, ReleaseFiles files)
            throws ComposeException {
        if (!request.composeFiles().isEmpty()) {
            return request.composeFiles();
        }
        var named = named(variables);
        var chosen = named.isEmpty() ? usual(files) : named;
        if (chosen.isEmpty()) {
            throw new ComposeException("there is no " + String.join(", ", USUAL));
        }
        return chosen;
    }

    /// What `COMPOSE_FILE` names.
    static List<String> named(Map<String, String> variables) {
        var separator = variables.getOrDefault("COMPOSE_PATH_SEPARATOR", "");
        return parts(
                variables.getOrDefault("COMPOSE_FILE", ""), separator.isEmpty() ? ":" : separator);
    }

    /// The parts of a list that are not empty.
    static List<String> parts(String list, String separator) {
        var parts = new ArrayList<String>();
        var start = 0;
        for (var end = list.indexOf(separator); end >= 0; end = list.indexOf(separator, start)) {
            add(list.substring(start, end), parts);
            start = end + separator.length();
        }
        add(list.substring(start), parts);
        return parts;
    }

    private static void add(String part, List<String> parts) {
        if (!part.isBlank()) {
            parts.add(part.strip());
        }
    }

    /// The file with a usual name and its override file; none where there is none.
    static List<String> usual(ReleaseFiles files) throws ComposeException {
        var file = first(USUAL, files);
        var override = first(OVERRIDES, files);
        if (file == null) {
            return List.of();
        }
        return override == null ? List.of(file) : List.of(file, override);
    }

    private static @Nullable String first(List<String> names, ReleaseFiles files)
            throws ComposeException {
        for (var name : names) {
            if (files.composeFile(name) != null) {
                return name;
            }
        }
        return null;
    }
}
