package dev.towline.coordinator;

import dev.towline.coordinator.cli.CoordinatorCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/// The command line, in this process.
public final class TestCommand {
    private TestCommand() {}

    /// Runs a command to its end; the exit code.
    ///
    /// @param said takes what it prints, of both kinds
    public static int run(StringWriter said, String... arguments) {
        return new CommandLine(new CoordinatorCommand())
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(arguments);
    }
}
