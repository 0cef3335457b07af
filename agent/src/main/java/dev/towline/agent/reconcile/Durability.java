package dev.towline.agent.reconcile;

import dev.towline.agent.disk.Barrier;
import dev.towline.agent.docker.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Waits for the disks before something is taken for done.
///
/// That the engine, or git, said OK does not survive a power cut: containers come back as they were
/// seconds before, and so do files. So there is a barrier before the journal says that a release is
/// prepared, one before it says that it is accepted, and one after the way back.
final class Durability {
    private static final int TRIES = 3;

    private final Workplace at;
    private final DeploymentLog log;

    Durability(Workplace at, DeploymentLog log) {
        this.at = at;
        this.log = log;
    }

    /// Why the release that was just pulled is not safe on the disk; empty where it is.
    Optional<String> beforePulled() throws EngineException, InterruptedException {
        return objection(at.disk().flush(folders(), Patience.BARRIER));
    }

    /// A slow disk is waited for a few times: what would be gone back to needs it just as much.
    Verdict beforeAcceptance() throws EngineException, InterruptedException {
        var folders = folders();
        var objection = Optional.<String>empty();
        for (var attempt = 1; attempt <= TRIES; attempt++) {
            if (at.superseded()) {
                return new Verdict.Superseded();
            }
            var barrier = at.disk().flush(folders, Patience.BARRIER);
            objection = objection(barrier);
            if (!(barrier instanceof Barrier.Late)) {
                break;
            }
            objection.ifPresent(log::progress);
        }
        return objection.<Verdict>map(Verdict.Failed::new).orElseGet(Verdict.Passed::new);
    }

    /// The way back came to its end, whatever the disk says.
    void afterTheWayBack() throws InterruptedException {
        try {
            beforePulled().ifPresent(log::progress);
        } catch (EngineException e) {
            log.progress("could not wait for the engine's disk: " + e.getMessage());
        }
    }

    private static Optional<String> objection(Barrier barrier) {
        return switch (barrier) {
            case Barrier.Reached _ -> Optional.empty();
            // The host was told so once, in its log.
            case Barrier.Unsupported _ -> Optional.empty();
            case Barrier.Late it ->
                    Optional.of("the disk did not write everything out in " + it.deadline());
            case Barrier.Failed it ->
                    Optional.of("could not write everything out to the disk: " + it.message());
        };
    }

    private Set<Path> folders() throws EngineException {
        var folders = new HashSet<Path>();
        for (var folder : at.engine().storage().folders()) {
            if (!Files.isDirectory(folder)) {
                log.progress(
                        "the engine's " + folder + " is not visible: its disk is not waited for");
            } else {
                folders.add(folder);
            }
        }
        Stream.of(at.settings().state(), at.settings().folder())
                .filter(Files::isDirectory)
                .forEach(folders::add);
        return folders;
    }
}
