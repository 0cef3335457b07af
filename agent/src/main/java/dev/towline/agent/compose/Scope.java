package dev.towline.agent.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the files of one model share: those of the project, or those of one include.
///
/// @param folder what their relative paths mean, absolute
/// @param variables for interpolation
/// @param including the files on the way from the project's own to these, outermost first
record Scope(String folder, Map<String, String> variables, List<String> including) {
    Scope {
        variables = Map.copyOf(variables);
        including = List.copyOf(including);
    }

    /// The same, seen from within a file.
    Scope in(String file) {
        var more = new ArrayList<>(including);
        more.add(file);
        return new Scope(folder, variables, more);
    }

    String path(String relative) {
        return UnixPath.resolve(folder, relative);
    }

    /// Without the variables' values: they may be secret.
    @Override
    public String toString() {
        return "Scope[folder=%s, including=%s]".formatted(folder, including);
    }
}
