package dev.towline.agent;

import dev.towline.agent.status.ApplyCommand;
import dev.towline.agent.status.ConfigCommand;
import dev.towline.agent.status.PlanCommand;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program `towline-agent`. Exit codes: 0 done, 1 failed, 2 wrong usage.
@Command(
        name = "towline-agent",
        mixinStandardHelpOptions = true,
        version = "towline-agent 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        description = "Brings this VM's Compose stacks to what the coordinator wants.",
        subcommands = {
            RunCommand.class,
            EnrolCommand.class,
            StatusCommand.class,
            ConfigCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            HoldCommand.class,
            ReleaseCommand.class,
            ExecCommand.class
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, _) -> {
                    line.getErr().println("towline-agent: " + words(failure));
                    line.getErr().flush();
                    return 1;
                });
    }

    private static String words(Exception failure) {
        var message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
