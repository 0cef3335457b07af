package dev.towline.agent.reconcile;

import dev.towline.agent.disk.Space;
import dev.towline.agent.docker.EngineException;
import dev.towline.agent.docker.WantedImage;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.Release;
import java.nio.file.Files;
import java.util.Optional;

/// Asks for room before anything is brought onto the VM, so that a full disk stops a deployment and
/// not what runs.
final class Room {
    /// For a commit's files, and for the journal that must be written whatever happens.
    private static final long FOR_FILES = 64L << 20;

    private static final long INODES = 10_000;

    private final Workplace at;
    private final DeploymentLog log;

    Room(Workplace at, DeploymentLog log) {
        this.at = at;
        this.log = log;
    }

    /// Why a release's files cannot be laid out; empty where they can.
    Optional<String> forFiles() throws InterruptedException {
        var folder = at.settings().state();
        return at.disk()
                .space(folder)
                .flatMap(it -> lack(it, FOR_FILES))
                .map(it -> "no room for the release's files in " + folder + ": " + it);
    }

    /// Why the images that are not on the VM yet cannot be pulled; empty where they can.
    Optional<String> forImages(DesiredProject project)
            throws EngineException, InterruptedException {
        var stored = at.engine().storedImages();
        var wanted = WantedImage.of(project);
        if (wanted.stream().noneMatch(it -> Need.asksRegistry(it, stored))) {
            return Optional.empty();
        }
        var folder = at.engine().storage().images();
        if (!Files.isDirectory(folder)) {
            log.progress("the engine's " + folder + " is not visible: its space is not checked");
            return Optional.empty();
        }
        var running = at.journal().entries().lastAccepted().map(Release::project);
        var need = Need.of(project, running, stored);
        return at.disk()
                .space(folder)
                .flatMap(it -> lack(it, Math.max(need, at.settings().minFree())))
                .map(it -> "no room for the new images in " + folder + ": " + it);
    }

    private static Optional<String> lack(Space space, long bytes) {
        if (space.bytes() < bytes) {
            return Optional.of(
                    Megabytes.of(space.bytes())
                            + " are free, "
                            + Megabytes.of(bytes)
                            + " are needed");
        }
        return space.inodes() < INODES
                ? Optional.of(space.inodes() + " inodes are free, " + INODES + " are needed")
                : Optional.empty();
    }
}
