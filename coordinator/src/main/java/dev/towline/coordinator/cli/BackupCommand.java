package dev.towline.coordinator.cli;

import dev.towline.coordinator.store.BackupFile;
import dev.towline.coordinator.store.DataDirectory;
import dev.towline.coordinator.store.StoreException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Backs the store up: through the coordinator where it runs, so that the audit log tells of it,
/// else by itself.
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Writes a backup of the store to a new file, while it is used or not.",
        footer = "Exit code: 0 it is whole and on the disk, 1 it is not, 2 wrong usage.")
final class BackupCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Parameters(paramLabel = "FILE", description = "Where it goes; must not exist.")
    private Path file = Path.of("");

    @Mixin private AskingOptions asked = new AskingOptions();

    @Option(
            names = "--reason",
            defaultValue = "by command",
            paramLabel = "TEXT",
            description = "Why, for the audit log (default: ${DEFAULT-VALUE}).")
    private String reason = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try {
            backUp();
            spec.commandLine().getOut().println("backed up to " + file);
            return 0;
        } catch (StoreException e) {
            spec.commandLine().getErr().println("towline coordinator backup: " + e.getMessage());
            return FAILED;
        }
    }

    private void backUp() {
        var free = DataDirectory.takeIfFree(asked.data());
        if (free.isEmpty()) {
            asked.running().backUp(file, reason);
            return;
        }
        try (var directory = free.get()) {
            BackupFile.write(directory.store(), file);
        }
    }
}
