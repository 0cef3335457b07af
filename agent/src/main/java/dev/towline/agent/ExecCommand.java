package dev.towline.agent;

import dev.towline.agent.docker.DockerEngine;
import dev.towline.agent.docker.EngineException;
import dev.towline.agent.journal.Entries;
import dev.towline.agent.journal.Journal;
import dev.towline.agent.lock.ProjectLocks;
import dev.towline.agent.project.Release;
import dev.towline.agent.reconcile.Comparison;
import dev.towline.ids.EnvironmentName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs a person's command while nobody else writes to the project.
@Command(
        name = "exec",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a command while neither the agent nor anybody else who asks writes to the project.",
            "Afterwards it says on standard error what differs from the accepted release.",
            "Write -- before the command: exec --reason TEXT -- docker compose restart api",
            "Exit code: the command's own; 1 when it could not be started or the project is locked,",
            "2 for wrong usage."
        })
final class ExecCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigOption config = new ConfigOption();
    @Mixin private PersonsReason reason = new PersonsReason();

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "Default: the only one in the settings.")
    private @Nullable String environment;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "How long to wait for whoever writes now; default: ${DEFAULT-VALUE}.")
    private Duration patience = Duration.ofSeconds(30);

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "The command and its words.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        var why = "exec: " + reason.line();
        var settings = config.read();
        var name = EnvironmentChoice.of(settings, environment, spec);
        var project = newest(entries(settings, name)).map(it -> it.project().name());
        if (project.isEmpty()) {
            throw new IllegalStateException(
                    "nothing was ever deployed in " + name + ": no project is known to lock");
        }
        try (var _ = ProjectLocks.ofThisMachine().take(project.get(), why, patience)) {
            var code = PersonsCommand.run(words);
            compare(settings, name);
            return code;
        }
    }

    private static Entries entries(AgentConfig settings, EnvironmentName name) {
        return Journal.open(Agent.folder(settings, name).resolve("journal.json")).entries();
    }

    /// What the agent would write to: the accepted release, else what it tries first.
    private static Optional<Release> newest(Entries entries) {
        var underway = entries.underway();
        return entries.lastAccepted()
                .or(() -> Optional.ofNullable(entries.unsettled()).map(it -> it.release()))
                .or(() -> Optional.ofNullable(underway).map(it -> it.candidate()));
    }

    private void compare(AgentConfig settings, EnvironmentName name) {
        var entries = entries(settings, name);
        try (var engine = new DockerEngine(settings.docker(), Agent.credentials(settings))) {
            tell(Comparison.words(name, entries, engine));
        } catch (EngineException e) {
            tell("could not look at what differs now: " + e.getMessage());
        }
    }

    private void tell(String text) {
        var err = spec.commandLine().getErr();
        text.lines().forEach(it -> err.println("towline-agent: " + it));
        err.flush();
    }
}
