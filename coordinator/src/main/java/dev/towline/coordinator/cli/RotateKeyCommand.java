package dev.towline.coordinator.cli;

import dev.towline.coordinator.store.StoreException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Has the key replaced that orders are signed with; agents follow by themselves.
@Command(
        name = "rotate-key",
        mixinStandardHelpOptions = true,
        description =
                "Replaces the key that orders are signed with, of a coordinator that runs. Agents"
                        + " follow by a document that both keys sign.",
        footer = "Exit code: 0 the new key signs, 1 it does not, 2 wrong usage.")
final class RotateKeyCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Mixin private AskingOptions asked = new AskingOptions();

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, for the audit log.")
    private String reason = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try {
            var rotation = asked.running().rotateKey(reason);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "rotation %d: the key %s handed over to %s%n",
                            rotation.number(), rotation.oldKey(), rotation.newKey().id());
            return 0;
        } catch (StoreException e) {
            spec.commandLine()
                    .getErr()
                    .println("towline coordinator rotate-key: " + e.getMessage());
            return FAILED;
        }
    }
}
