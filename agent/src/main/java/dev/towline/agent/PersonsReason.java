package dev.towline.agent;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// Why a person does it: one line, shown to everybody else.
final class PersonsReason {
    private static final int LONGEST = 500;

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, in a line that everybody is shown.")
    private String text = "";

    /// The line.
    ///
    /// @throws ParameterException where it says nothing, or is no line
    String line() {
        var line = text.strip();
        if (line.isEmpty()
                || line.length() > LONGEST
                || line.chars().anyMatch(Character::isISOControl)) {
            throw new ParameterException(
                    spec.commandLine(), "--reason must be a line of 1 to " + LONGEST + " signs");
        }
        return line;
    }
}
