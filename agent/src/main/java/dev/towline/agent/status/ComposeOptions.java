package dev.towline.agent.status;

import dev.towline.agent.compose.ComposeException;
import dev.towline.agent.compose.ComposeLoader;
import dev.towline.agent.compose.LoadedProject;
import dev.towline.agent.compose.ProjectOptions;
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
            description = {
                "Compose file; several are merged in their order.",
                "Default: those of COMPOSE_FILE, else compose.yaml and its other usual names",
                "with its override file, here or in the nearest folder above."
            })
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
            description =
                    "Variables for interpolation, the later file wins; default: .env in the project"
                            + " folder.")
    private List<Path> envFiles = new ArrayList<>();

    @Option(
            names = "--variable",
            paramLabel = "NAME=VALUE",
            description = {
                "A variable for interpolation; wins over env files.",
                "Those of the shell are not used: a forgotten one must not decide what runs."
            })
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(names = "--profile", paramLabel = "NAME", description = "A profile to enable.")
    private List<String> profiles = new ArrayList<>();

    /// Loads the project; warnings go to `warnings`, one a line.
    LoadedProject load(PrintWriter warnings) throws ComposeException {
        var options = new ProjectOptions(files, folder, projectName, profiles, variables, envFiles);
        var loaded = ComposeLoader.load(options.in(Path.of("")));
        loaded.warnings().forEach(it -> warnings.println("warning: " + it));
        warnings.flush();
        return loaded;
    }
}
