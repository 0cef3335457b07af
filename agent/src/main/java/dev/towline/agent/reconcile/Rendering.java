package dev.towline.agent.reconcile;

import dev.towline.agent.compose.ComposeException;
import dev.towline.agent.compose.ComposeLoader;
import dev.towline.agent.compose.ComposeRequest;
import dev.towline.agent.compose.StackReader;
import dev.towline.agent.compose.Variables;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.StackDescriptor;
import dev.towline.wire.DesiredState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A release's files, read: its descriptor with every text filled in, and its project.
///
/// @param filesOutside the project folder, and were read too; without the VM's own env files
record Rendering(
        DesiredProject project,
        StackDescriptor stack,
        List<String> filesOutside,
        List<String> warnings) {
    private static final String DESCRIPTOR = "towline.yml";

    Rendering {
        filesOutside = List.copyOf(filesOutside);
        warnings = List.copyOf(warnings);
    }

    /// Reads the release that was laid out for the order.
    ///
    /// @throws ComposeException with everything that is wrong with the files
    static Rendering of(DesiredState order, EnvironmentSettings settings) throws ComposeException {
        var release = settings.release(order.sha());
        var stack = StackReader.read(text(release.resolve(DESCRIPTOR)), order.stack());
        var variables =
                Variables.of(order.sha(), order.environment(), order.generation())
                        .with(stack.variables());
        var loaded =
                ComposeLoader.load(
                        new ComposeRequest(
                                release,
                                settings.folder(),
                                stack.compose().files(),
                                stack.compose().project(),
                                stack.compose().profiles(),
                                variables.all(),
                                settings.envFiles()));
        return new Rendering(
                Contents.ofRelease(loaded.runnable(), release),
                new StackTexts(variables.over(loaded.variables())).fill(stack),
                loaded.filesOutside().stream()
                        .filter(it -> !settings.envFiles().contains(Path.of(it)))
                        .sorted()
                        .toList(),
                loaded.warnings());
    }

    private static @Nullable String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException _) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + file, e);
        }
    }
}
