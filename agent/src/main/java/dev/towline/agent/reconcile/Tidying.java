package dev.towline.agent.reconcile;

import dev.towline.agent.disk.Space;
import dev.towline.agent.docker.EngineException;
import dev.towline.agent.git.GitException;
import dev.towline.agent.git.ReleaseFolders;
import dev.towline.agent.journal.Entries;
import dev.towline.agent.project.Release;
import dev.towline.agent.reconcile.Pruning.Prunable;
import dev.towline.ids.CommitSha;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// Gives back the room of older releases once a newer one was accepted, and never before. What
/// fails is told and left for the next time; it decides nothing.
final class Tidying {
    private final Workplace at;
    private final DeploymentLog log;

    Tidying(Workplace at, DeploymentLog log) {
        this.at = at;
        this.log = log;
    }

    void afterAcceptance() throws InterruptedException {
        try {
            var entries = at.journal().entries();
            var folders = new ReleaseFolders(at.settings().releases()).keepOnly(kept(entries));
            if (folders > 0) {
                log.progress("deleted the folders of older releases: " + folders);
            }
            if (!entries.retired().isEmpty()) {
                removeImages(entries);
            }
        } catch (GitException | EngineException e) {
            log.progress("could not tidy up: " + e.getMessage());
        }
    }

    private static Set<CommitSha> kept(Entries entries) {
        var kept = new HashSet<>(entries.filesOf());
        entries.accepted().stream().map(Release::sha).forEach(kept::add);
        if (entries.underway() != null) {
            kept.add(entries.underway().order().sha());
        }
        if (entries.unsettled() != null) {
            kept.add(entries.unsettled().release().sha());
        }
        return kept;
    }

    private void removeImages(Entries entries) throws EngineException, InterruptedException {
        var folder = at.engine().storage().images();
        var before = free(folder);
        var removed = 0;
        var patience = new Deadline(at.pace(), Patience.TIDYING);
        var stored = at.engine().storedImages();
        for (var it : Pruning.of(entries.retired(), stored, at.engine().usedImages())) {
            if (patience.over() || at.superseded()) {
                break;
            }
            removed += remove(it);
        }
        forgetWhatIsGone();
        if (removed > 0) {
            var freed = Math.max(0, free(folder) - before);
            log.progress(
                    "removed images of older releases: "
                            + removed
                            + ", "
                            + Megabytes.of(freed)
                            + " freed");
        }
    }

    private int remove(Prunable prunable) {
        var removed = 0;
        try {
            for (var name : prunable.names()) {
                var gone =
                        at.kept()
                                .unlessNeeded(
                                        prunable.image(), () -> at.engine().removeImage(name));
                removed = gone ? 1 : removed;
            }
        } catch (EngineException e) {
            log.progress("could not remove " + prunable.names() + ": " + e.getMessage());
        }
        return removed;
    }

    private void forgetWhatIsGone() throws EngineException {
        var stored = at.engine().storedImages();
        at.journal()
                .update(it ->
                        it.stillStored(pin ->
                                stored.stream()
                                        .anyMatch(image -> image.id().equals(pin.imageId()))));
    }

    private long free(Path folder) throws InterruptedException {
        return Files.isDirectory(folder) ? at.disk().space(folder).map(Space::bytes).orElse(0L) : 0;
    }
}
