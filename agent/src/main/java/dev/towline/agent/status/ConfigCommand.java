package dev.towline.agent.status;

import dev.towline.agent.compose.ComposeException;
import dev.towline.agent.compose.ComposeForm;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Prints the normalised project, in the form of `docker compose config`.
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Prints the normalised project, as docker compose config does.")
public final class ConfigCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ComposeOptions compose = new ComposeOptions();

    @Option(
            names = "--format",
            paramLabel = "json|yaml",
            defaultValue = "yaml",
            description = "Default: ${DEFAULT-VALUE}.")
    private Format format = Format.yaml;

    /// The forms, spelled as on the command line.
    private enum Format {
        json,
        yaml
    }

    @Override
    public Integer call() throws ComposeException {
        var line = spec.commandLine();
        var project = compose.load(line.getErr());
        line.getOut()
                .println(
                        switch (format) {
                            case json -> ComposeForm.json(project);
                            case yaml -> ComposeForm.yaml(project);
                        });
        line.getOut().flush();
        return 0;
    }
}
