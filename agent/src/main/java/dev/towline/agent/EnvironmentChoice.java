package dev.towline.agent;

import dev.towline.ids.EnvironmentName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Which environment of the settings a command means; the only one need not be named.
final class EnvironmentChoice {
    private EnvironmentChoice() {}

    /// The environment of that name.
    ///
    /// @throws ParameterException where there is none, or where there are several and no name
    static EnvironmentName of(AgentConfig settings, @Nullable String name, CommandSpec spec) {
        var names = settings.environments().stream().map(AgentConfig.Environment::name).toList();
        if (name == null && names.size() == 1) {
            return names.getFirst();
        }
        return names.stream()
                .filter(it -> it.value().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new ParameterException(
                                spec.commandLine(), "the environment must be one of " + names));
    }
}
