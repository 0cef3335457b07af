package dev.towline.agent.reconcile;

import dev.towline.agent.compose.ComposeException;
import dev.towline.agent.compose.LoadedProject;
import dev.towline.agent.compose.PolicyReader;
import dev.towline.agent.policy.Host;
import dev.towline.agent.policy.HostPolicy;
import dev.towline.agent.project.DesiredProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// Holds a stack to what the VM's owner allows. The owner's file is read anew each time: a change
/// of it counts from the next deployment on.
public final class HostRules {
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
            return PolicyReader.read(file.toString(), new OwnersFile(file).read());
        } catch (NoSuchFileException _) {
            return HostPolicy.DEFAULT;
        } catch (OwnersFile.Untrusted e) {
            throw new ComposeException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new ComposeException("could not read the VM's policy: " + e);
        }
    }
}
