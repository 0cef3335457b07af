package dev.towline.agent.compose;

import dev.towline.agent.project.DesiredProject;
import java.util.List;
import java.util.Map;

/// A loaded project, the variables that its files were read with, and what a person should know of
/// them.
public record LoadedProject(
        DesiredProject project, Map<String, String> variables, List<String> warnings) {
    public LoadedProject {
        variables = Map.copyOf(variables);
        warnings = List.copyOf(warnings);
    }

    /// Without the variables' values: they may be secret.
    @Override
    public String toString() {
        return "LoadedProject[project=%s, warnings=%s]".formatted(project.name(), warnings);
    }
}
