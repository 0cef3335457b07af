package dev.towline.agent.compose;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What to load, and with which variables.
///
/// @param files the folder that tracked files are read from: a release
/// @param projectFolder the folder on the VM that relative paths mean; untracked env files are read
///   from it
/// @param composeFiles relative to the project folder, or absolute; empty: those of `COMPOSE_FILE`,
///   else Compose's default names
/// @param projectName null: as Compose names it
/// @param variables win over env files
/// @param envFiles for interpolation; empty: `.env` of the project folder, if there is one
public record ComposeRequest(
        Path files,
        Path projectFolder,
        List<String> composeFiles,
        @Nullable String projectName,
        List<String> profiles,
        Map<String, String> variables,
        List<Path> envFiles) {
    public ComposeRequest {
        files = files.toAbsolutePath().normalize();
        projectFolder = projectFolder.toAbsolutePath().normalize();
        composeFiles = List.copyOf(composeFiles);
        profiles = List.copyOf(profiles);
        variables = Map.copyOf(variables);
        envFiles = List.copyOf(envFiles);
    }

    /// Without the variables' values: they may be secret.
    @Override
    public String toString() {
        return "ComposeRequest[files=%s, projectFolder=%s, composeFiles=%s, projectName=%s]"
                .formatted(files, projectFolder, composeFiles, projectName);
    }
}
