package dev.towline.agent.compose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a person says of a project on the command line, as `docker compose` understands it.
///
/// @param files relative to the current folder, as are the other paths
/// @param folder null: the first file's, wherever that is found
public record ProjectOptions(
        List<Path> files,
        @Nullable Path folder,
        @Nullable String projectName,
        List<String> profiles,
        Map<String, String> variables,
        List<Path> envFiles) {
    public ProjectOptions {
        files = List.copyOf(files);
        profiles = List.copyOf(profiles);
        variables = Map.copyOf(variables);
        envFiles = List.copyOf(envFiles);
    }

    /// What to load. Without files, those of `COMPOSE_FILE` count, which an env file may set; then
    /// those with a usual name in the folder, or in the nearest one above that has one.
    ///
    /// @param current the folder that a person is in
    /// @throws ComposeException where an env file is missing or breaks its grammar
    public ComposeRequest in(Path current) throws ComposeException {
        var here = current.toAbsolutePath().normalize();
        var start = folder == null ? here : here.resolve(folder).normalize();
        var named = absolute(here, envFiles.isEmpty() ? fromVariable() : envFiles);
        if (!files.isEmpty()) {
            var all = absolute(here, files);
            return request(folder == null ? parent(all.getFirst()) : start, all, named);
        }
        var chosen = named(here, request(start, List.of(), named));
        var found = chosen.isEmpty() ? usual(start) : chosen;
        var root = folder != null || found.isEmpty() ? start : parent(found.getFirst());
        return request(root, found, withStart(named, start, root));
    }

    private List<Path> fromVariable() {
        var files = variables.getOrDefault("COMPOSE_ENV_FILES", "");
        return FileChoice.parts(files, ",").stream().map(Path::of).toList();
    }

    private ComposeRequest request(Path root, List<Path> files, List<Path> envFiles) {
        return new ComposeRequest(
                root,
                root,
                files.stream().map(Path::toString).toList(),
                projectName,
                profiles,
                variables,
                envFiles);
    }

    private static List<Path> named(Path here, ComposeRequest request) throws ComposeException {
        var files = new ReleaseFiles(request.files(), request.projectFolder());
        var variables = ProjectVariables.of(request, files);
        return FileChoice.named(variables).stream()
                .map(it -> here.resolve(it).normalize())
                .toList();
    }

    // Compose reads the .env where it starts, and then that of the project folder; the first wins.
    private static List<Path> withStart(List<Path> named, Path start, Path folder) {
        if (!named.isEmpty() || folder.equals(start) || !Files.exists(start.resolve(".env"))) {
            return named;
        }
        var both = new ArrayList<Path>();
        if (Files.exists(folder.resolve(".env"))) {
            both.add(folder.resolve(".env"));
        }
        both.add(start.resolve(".env"));
        return both;
    }

    private static List<Path> usual(Path start) throws ComposeException {
        for (var folder = start; folder != null; folder = folder.getParent()) {
            var names = FileChoice.usual(new ReleaseFiles(folder, folder));
            if (!names.isEmpty()) {
                return names.stream().map(folder::resolve).toList();
            }
        }
        return List.of();
    }

    private static Path parent(Path file) {
        var parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static List<Path> absolute(Path here, List<Path> paths) {
        return paths.stream().map(it -> here.resolve(it).normalize()).toList();
    }

    /// Without the variables' values: they may be secret.
    @Override
    public String toString() {
        return "ProjectOptions[files=%s, folder=%s]".formatted(files, folder);
    }
}
