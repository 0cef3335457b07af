package dev.towline.agent.compose;

import dev.towline.agent.project.DesiredProject;
import java.util.List;

/// A loaded project, and what a person should know of its files.
public record LoadedProject(DesiredProject project, List<String> warnings) {
    public LoadedProject {
        warnings = List.copyOf(warnings);
    }
}
