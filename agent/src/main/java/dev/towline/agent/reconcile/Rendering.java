package dev.towline.agent.reconcile;

import dev.towline.agent.compose.ComposeException;
import dev.towline.agent.compose.ComposeLoader;
import dev.towline.agent.compose.ComposeRequest;
import dev.towline.agent.compose.StackReader;
import dev.towline.agent.compose.Variables;
import dev.towline.agent.git.ContentHash;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.FileGrant;
import dev.towline.agent.project.MountSpec;
import dev.towline.agent.project.StackDescriptor;
import dev.towline.wire.DesiredState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A release's files, read: its descriptor with every text filled in, and its project.
record Rendering(DesiredProject project, StackDescriptor stack, List<String> warnings) {
    private static final String DESCRIPTOR = "towline.yml";

    Rendering {
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
                loaded.runnable().withContents(contents(loaded.project(), release)),
                new StackTexts(variables.over(loaded.variables())).fill(stack),
                loaded.warnings());
    }

    /// What the tracked files below each bind source are: a change of them is a change of the
    /// service.
    private static Map<String, String> contents(DesiredProject project, Path release) {
        var folder = Path.of(project.folder());
        var contents = new TreeMap<String, String>();
        for (var source : sources(project)) {
            if (Path.of(source).startsWith(folder)) {
                var relative = folder.relativize(Path.of(source)).toString();
                ContentHash.of(release, relative).ifPresent(it -> contents.put(source, it));
            }
        }
        return contents;
    }

    private static Set<String> sources(DesiredProject project) {
        var sources = new TreeSet<String>();
        for (var service : project.services().values()) {
            for (var mount : service.mounts()) {
                if (mount.type() == MountSpec.Type.BIND && mount.source() != null) {
                    sources.add(mount.source());
                }
            }
            for (var grant : FileGrant.of(project, service)) {
                if (grant.file().file() != null) {
                    sources.add(grant.file().file());
                }
            }
        }
        return sources;
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
