package dev.towline.agent.docker;

import dev.towline.agent.plan.Step;
import dev.towline.agent.plan.StepOutcome;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedProject;
import dev.towline.ids.ImageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The Docker Engine of this VM. Every call ends within a deadline, and may be made from any
/// thread.
public interface Engine extends AutoCloseable {

    /// What was agreed on with the engine.
    EngineVersion version() throws EngineException;

    /// Where it keeps what is its own.
    EngineStorage storage() throws EngineException;

    /// All images on the VM that have a name or ran once; not the steps that a build left.
    List<StoredImage> storedImages() throws EngineException;

    /// The images of all containers of everybody, running or not.
    Set<ImageDigest> usedImages() throws EngineException;

    /// Takes a name away from an image, and with its last name the image itself. One that is used,
    /// or that others are built on, is refused; one that is not there is removed.
    void removeImage(String reference) throws EngineException;

    /// What there is of a project: its containers by label, the rest by name.
    ObservedProject observe(DesiredProject desired) throws EngineException;

    /// Does one step. What is so already counts as done. Never throws.
    StepOutcome perform(Step step);

    /// Brings an image onto the VM, trying again until the deadline while the registry is not to be
    /// had. A few are pulled at a time; the others wait.
    ///
    /// @param progress takes short texts, two a second at most
    PullOutcome pull(WantedImage image, Consumer<String> progress, Duration deadline);

    /// Runs a command in a running container; first it ends what a killed agent left running there.
    /// At the time-out the command is ended. The engine has no call for that: where its processes
    /// are not ours to end, the command goes on.
    ExecResult exec(String containerId, List<String> command, Duration timeout)
            throws EngineException;

    /// Reads one regular file out of a container, running or not; empty where there is none.
    /// Symbolic links are not followed.
    ///
    /// @param limit the largest file to read, in bytes; a larger one is refused
    Optional<byte[]> read(String containerId, String path, int limit) throws EngineException;

    /// The last lines that a container wrote, 64 KiB at most.
    String logs(String containerId, int lines) throws EngineException;

    /// Calls back when containers of the project changed, and with `EngineEvent.MISSED` when
    /// something may have been missed because the engine was away. The callback runs on the one
    /// thread that listens.
    AutoCloseable events(String project, Consumer<EngineEvent> onChange);

    @Override
    void close();
}
