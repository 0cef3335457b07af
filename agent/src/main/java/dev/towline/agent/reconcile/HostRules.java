package dev.towline.agent.reconcile;

import dev.towline.agent.compose.ComposeException;
import dev.towline.agent.compose.LoadedProject;
import dev.towline.agent.compose.PolicyReader;
import dev.towline.agent.policy.Host;
import dev.towline.agent.policy.HostPolicy;
import dev.towline.agent.project.DesiredProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;

/// Holds a stack to what the VM's owner allows. The owner's file is read anew each time: a change
/// of it counts from the next deployment on.
public final class HostRules {
    private static final Integer ROOT = 0;
    private static final long LARGEST = 256 * 1024;
    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final HostSettings settings;

    public HostRules(HostSettings settings) {
        this.settings = settings;
    }

    /// What is judged.
    ///
    /// @param release where the commit was laid out; the project folder where there is none
    /// @param filesRead files outside the project folder that the stack was made from
    public record Stack(DesiredProject project, Path release, List<String> filesRead) {
        public Stack {
            filesRead = List.copyOf(filesRead);
        }
    }

    /// What speaks against a stack on this VM.
    ///
    /// @throws ComposeException where the owner's file cannot be trusted or read
    public List<String> objections(Stack stack) throws ComposeException {
        var policy = policy();
        try {
            return policy.objections(stack.project(), host(stack));
        } catch (UncheckedIOException e) {
            throw new ComposeException(String.valueOf(e.getMessage()));
        }
    }

    /// The same for a person at the VM, who may do all that and should know it.
    public List<String> warnings(LoadedProject loaded) {
        var project = loaded.project();
        var filesRead = loaded.filesOutside().stream().sorted().toList();
        try {
            return objections(new Stack(project, Path.of(project.folder()), filesRead));
        } catch (ComposeException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /// What leads out of the project folder by now.
    List<String> links(Stack stack) throws ComposeException {
        var policy = policy();
        try {
            return policy.links(stack.project(), host(stack));
        } catch (UncheckedIOException e) {
            throw new ComposeException(String.valueOf(e.getMessage()));
        }
    }

    /// Why nothing is fetched from a repository; empty where it may be.
    List<String> objectionsTo(String repository) throws ComposeException {
        return policy().objectionTo(repository).stream().toList();
    }

    private Host host(Stack stack) {
        var paths = new RealPaths(Path.of(stack.project().folder()), stack.release());
        return new Host(
                settings.own().stream().map(Path::toString).toList(), stack.filesRead(), paths::of);
    }

    private HostPolicy policy() throws ComposeException {
        var file = settings.policy();
        try {
            requireOwner(file);
            return PolicyReader.read(file.toString(), Files.readString(file));
        } catch (NoSuchFileException _) {
            return HostPolicy.DEFAULT;
        } catch (IOException e) {
            throw new ComposeException("could not read the VM's policy: " + e);
        }
    }

    private static Object owner(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid");
    }

    /// Whoever may write it is root on the VM.
    private static void requireOwner(Path file) throws IOException, ComposeException {
        var attributes = Files.readAttributes(file, PosixFileAttributes.class);
        var owner = owner(file);
        if (!owner.equals(ROOT) && !owner.equals(owner(Path.of("/proc/self")))) {
            throw new ComposeException(
                    file + " is owned by " + attributes.owner() + "; it must be owned by root");
        }
        if (attributes.permissions().stream().anyMatch(OF_OTHERS::contains)) {
            throw new ComposeException(
                    file + " can be written to by others than its owner: chmod go-w " + file);
        }
        if (attributes.size() > LARGEST) {
            throw new ComposeException(file + " is larger than " + LARGEST + " bytes");
        }
    }
}
