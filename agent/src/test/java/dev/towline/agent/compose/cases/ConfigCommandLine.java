package dev.towline.agent.compose.cases;

import dev.towline.agent.compose.ComposeException;
import dev.towline.agent.status.ConfigCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/// `towline-agent config --format json`, with the only two variables that Docker Compose had in its
/// environment.
final class ConfigCommandLine {
    private static final List<String> VARIABLES =
            List.of("--variable", "PATH=/usr/bin:/bin", "--variable", "HOME=/home/dev");

    private ConfigCommandLine() {}

    static ComposeAnswer answer(CorpusCase given) {
        var arguments = new ArrayList<>(List.of("--format", "json"));
        arguments.addAll(VARIABLES);
        arguments.addAll(given.arguments());
        var out = new StringWriter();
        var refusal = new StringWriter();
        var code =
                new CommandLine(new ConfigCommand())
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(new StringWriter()))
                        .setExecutionExceptionHandler((failure, _, _) -> refused(failure, refusal))
                        .execute(arguments.toArray(String[]::new));
        return switch (code) {
            case 0 -> ComposeAnswer.Project.of(SortedJson.read(out.toString()));
            case 1 -> new ComposeAnswer.Refusal(refusal.toString());
            default -> throw new IllegalArgumentException("no such arguments: " + arguments);
        };
    }

    /// Only a refusal is an answer: any other exception is a defect and fails the test.
    private static int refused(Exception failure, StringWriter refusal) throws Exception {
        if (!(failure instanceof ComposeException)) {
            throw failure;
        }
        refusal.write(String.valueOf(failure.getMessage()));
        return 1;
    }
}
