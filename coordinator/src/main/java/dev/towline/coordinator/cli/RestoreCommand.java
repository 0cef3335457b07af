package dev.towline.coordinator.cli;

import dev.towline.coordinator.store.DataDirectory;
import dev.towline.coordinator.store.Restore;
import dev.towline.coordinator.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Puts a backup back.
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Puts a backup in the place of the store, which is kept beside it; the coordinator must"
                    + " not run.",
            "Its next start goes on above all generations that the backup may not know of."
        },
        footer = "Exit code: 0 it is there, 1 what was there is there, 2 wrong usage.")
final class RestoreCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file = Path.of("");

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The coordinator's folder; made if need be.")
    private Path data = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        try (var directory = DataDirectory.take(data)) {
            Restore.of(file, directory, Instant.now())
                    .ifPresent(aside -> out.println("the store that was there is in " + aside));
            out.println("restored " + file);
        } catch (StoreException e) {
            spec.commandLine().getErr().println("towline coordinator restore: " + e.getMessage());
            return FAILED;
        }
        if (Files.notExists(data.resolve("signing-key"))) {
            out.println(
                    "there is no "
                            + data.resolve("signing-key")
                            + ": put the old one there before you start, or the agents will not"
                            + " obey");
        }
        return 0;
    }
}
