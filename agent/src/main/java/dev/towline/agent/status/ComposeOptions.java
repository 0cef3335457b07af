package dev.towline.agent.status;

import dev.towline.agent.compose.ComposeException;
import dev.towline.agent.compose.ComposeLoader;
import dev.towline.agent.compose.ComposeRequest;
import dev.towline.agent.project.DesiredProject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which project from which folder: the options that `config`, `plan` and `apply` share.
final class ComposeOptions {
    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Compose file; default: compose.yaml and its other usual names.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--project-directory",
            paramLabel = "DIR",
            description =
                    "Project folder; default: the first file's folder, else the current folder.")
    private @Nullable Path folder;

    @Option(
            names = {"-p", "--project-name"},
            paramLabel = "NAME",
            description = "Project name; default: as Compose names it.")
    private @Nullable String projectName;

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description = "Variables for interpolation; default: .env in the project folder.")
    private List<Path> envFiles = new ArrayList<>();

    @Option(
            names = "--variable",
            paramLabel = "NAME=VALUE",
            description = "A variable for interpolation; wins over env files.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(names = "--profile", paramLabel = "NAME", description = "A profile to enable.")
    private List<String> profiles = new ArrayList<>();

    /// Loads the project; warnings go to `warnings`, one a line.
    DesiredProject load(PrintWriter warnings) throws ComposeException {
        var root = root();
        var names =
                files.stream()
                        .map(it -> root.relativize(it.toAbsolutePath().normalize()))
                        .map(Path::toString)
                        .toList();
        var loaded =
                ComposeLoader.load(
                        new ComposeRequest(
                                root,
                                root,
                                names,
                                projectName,
                                profiles,
                                variables,
                                absoluteEnvFiles()));
        loaded.warnings().forEach(it -> warnings.println("warning: " + it));
        warnings.flush();
        return loaded.project();
    }

    private Path root() {
        if (folder != null) {
            return folder.toAbsolutePath().normalize();
        }
        var first =
                files.isEmpty() ? null : files.getFirst().toAbsolutePath().normalize().getParent();
        return first == null ? Path.of("").toAbsolutePath() : first;
    }

    private List<Path> absoluteEnvFiles() {
        return envFiles.stream().map(it -> it.toAbsolutePath().normalize()).toList();
    }
}
