package dev.towline.agent.reconcile;

import dev.towline.agent.git.FileEdit;
import dev.towline.agent.git.GitException;
import dev.towline.agent.git.ProjectFiles;
import dev.towline.agent.project.Release;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks between deployments whether somebody edited tracked files, and brings them back when a
/// person released them or the policy says so. Used by the reconcile loop's thread only.
///
/// A look costs one `stat` a file; contents are compared only when one of them was changed.
final class FolderWatch {
    private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);

    private final Workplace at;
    private Deadline next;
    private Map<String, FileTime> changes = Map.of();
    private Optional<String> words = Optional.empty();

    FolderWatch(Workplace at) {
        this.at = at;
        this.next = new Deadline(at.pace(), Duration.ZERO);
    }

    /// What is edited, in words, as it was seen at most one interval ago, or why that cannot be
    /// seen; empty where nothing is.
    Optional<String> edited(Release release) {
        if (next.over()) {
            next = new Deadline(at.pace(), at.settings().interval());
            look(release);
        }
        return words;
    }

    private void look(Release release) {
        try {
            var folder = at.settings().release(release.sha());
            var now = ProjectFiles.changes(folder, at.settings().folder());
            if (!now.equals(changes)) {
                words = words(new Files(at).edits());
                changes = now;
            }
        } catch (GitException e) {
            words = Optional.of(String.valueOf(e.getMessage()));
            changes = Map.of();
        }
    }

    private Optional<String> words(List<FileEdit> edits) {
        return edits.isEmpty()
                ? Optional.empty()
                : Optional.of(Files.words(edits, at.settings().folder()));
    }

    /// Brings the files back to the release, and keeps aside what was edited. What could not be
    /// done is seen again at the next look.
    void bringBack(Release release) {
        next = new Deadline(at.pace(), Duration.ZERO);
        var outcome = broughtBack(release);
        log.atInfo()
                .addKeyValue("environment", at.settings().environment())
                .addKeyValue("step", "bring back tracked files")
                .addKeyValue("cause", words.orElse(""))
                .addKeyValue("outcome", outcome)
                .log("healed");
    }

    private String broughtBack(Release release) {
        try {
            var kept = EditedFiles.keep(at, new Files(at).edits(), release.sha());
            return new Files(at).bringTo(release).orElse("the edited ones are kept in " + kept);
        } catch (GitException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
