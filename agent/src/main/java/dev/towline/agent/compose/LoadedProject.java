package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.project.DesiredProject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A loaded project, the variables that its files were read with, and what a person should know of
/// them.
///
/// @param extensions what stands under `x-` keys at the top level; nothing is made of it
/// @param composeFiles absolute, in the project folder, in the order in which they were merged;
///   without what they include or extend
/// @param filesOutside the files outside the project folder that variables or labels came from
public record LoadedProject(
        DesiredProject project,
        JsonNode extensions,
        List<String> composeFiles,
        Set<String> filesOutside,
        Map<String, String> variables,
        List<String> warnings) {
    public LoadedProject {
        extensions = extensions.deepCopy();
        composeFiles = List.copyOf(composeFiles);
        filesOutside = Set.copyOf(filesOutside);
        variables = Map.copyOf(variables);
        warnings = List.copyOf(warnings);
    }

    /// The project, where there is something to run.
    ///
    /// @throws ComposeException where no service is left with the profiles that are switched on
    public DesiredProject runnable() throws ComposeException {
        if (project.services().isEmpty()) {
            throw new ComposeException("no service is left with the profiles that are switched on");
        }
        return project;
    }

    /// Without the variables' values: they may be secret.
    @Override
    public String toString() {
        return "LoadedProject[project=%s, warnings=%s]".formatted(project.name(), warnings);
    }
}
