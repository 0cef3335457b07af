package dev.towline.agent.reconcile;

import dev.towline.agent.git.FileEdit;
import dev.towline.agent.git.GitException;
import dev.towline.agent.git.ProjectFiles;
import dev.towline.agent.project.Release;
import dev.towline.ids.CommitSha;
import dev.towline.ids.Generation;
import dev.towline.wire.Outcome;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// The tracked files in the project folder, and what the journal knows of them.
///
/// While they are brought from one release to another the journal names both: after a crash a file
/// is nobody's edit if it is as either release has it.
final class Files {
    private final Workplace at;

    Files(Workplace at) {
        this.at = at;
    }

    static String words(List<FileEdit> edits, Path folder) {
        var paths = edits.stream().map(FileEdit::path).collect(Collectors.joining(", "));
        return "tracked files were edited in " + folder + ": " + paths;
    }

    /// What somebody edited, by path: as none of the releases that may have been brought has it.
    List<FileEdit> edits() {
        if (adoptionGaveWay()) {
            return List.of();
        }
        var edits =
                known().stream().map(it -> ProjectFiles.edited(folderOf(it), folder())).toList();
        var everywhere =
                edits.stream().map(Files::paths).reduce(Files::intersection).orElse(Set.of());
        return edits.stream()
                .limit(1)
                .flatMap(List::stream)
                .filter(it -> everywhere.contains(it.path()))
                .sorted(Comparator.comparing(FileEdit::path))
                .toList();
    }

    /// The first release gave way to a newer order, perhaps before all its files were brought: what
    /// differs from it then is what somebody had there before, and was saved aside.
    private boolean adoptionGaveWay() {
        var entries = at.journal().entries();
        var last = entries.last();
        return entries.lastAccepted().isEmpty()
                && last != null
                && last.outcome() == Outcome.SUPERSEDED;
    }

    /// Why the release may not bring a file that it is the first to track; empty where nobody has
    /// such a file.
    Optional<String> inTheWay(CommitSha sha) {
        var foreign =
                known().stream()
                        .map(it -> Optional.of(folderOf(it)))
                        .map(it -> ProjectFiles.untrackedInTheWay(folderOf(sha), it, folder()))
                        .map(Set::copyOf)
                        .reduce(Files::intersection)
                        .map(it -> String.join(", ", it.stream().sorted().toList()))
                        .orElse("");
        return foreign.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the release would overwrite untracked files in "
                                + folder()
                                + ": "
                                + foreign
                                + "; move them away");
    }

    /// Brings the tracked files to the release; may be done again after a crash.
    ///
    /// @return why it could not be done
    Optional<String> bringTo(Release release) {
        var previous = known();
        try {
            var target = folderOf(release.sha());
            if (previous.isEmpty()) {
                saveAside(target, release);
            }
            at.journal().update(it -> it.filesOf(with(previous, release.sha())));
            if (previous.isEmpty()) {
                bring(target, Optional.empty());
            }
            for (var sha : previous) {
                bring(target, Optional.of(folderOf(sha)));
            }
            at.journal().update(it -> it.filesOf(List.of(release.sha())));
            return Optional.empty();
        } catch (GitException e) {
            return Optional.of("could not bring the project's files: " + e.getMessage());
        }
    }

    private void bring(Path target, Optional<Path> previous) {
        ProjectFiles.bringTo(target, previous, folder(), at.witness());
    }

    /// On adoption the folder holds somebody's checkout: what differs is kept beside the releases.
    private void saveAside(Path target, Release release) {
        var differing = ProjectFiles.edited(target, folder()).stream().map(FileEdit::path).toList();
        ProjectFiles.saveAside(differing, folder(), at.settings().saved(release.generation()));
    }

    /// Puts back what the first release overwrote; from then on the files are somebody's again.
    void putBack() {
        newestSaved().ifPresent(it -> ProjectFiles.putBack(it, folder()));
        at.journal().update(it -> it.filesOf(List.of()));
    }

    // Not the order's under way: the adoption may have been an earlier one's, which gave way to it.
    private Optional<Path> newestSaved() {
        return LongStream.iterate(
                        at.journal().entries().highest().number(), it -> it > 0, it -> it - 1)
                .mapToObj(it -> at.settings().saved(new Generation(it)))
                .filter(java.nio.file.Files::isDirectory)
                .findFirst();
    }

    private List<CommitSha> known() {
        return at.journal().entries().filesOf();
    }

    private Path folder() {
        return at.settings().folder();
    }

    private Path folderOf(CommitSha sha) {
        return at.settings().release(sha);
    }

    private static List<CommitSha> with(List<CommitSha> known, CommitSha added) {
        var all = new LinkedHashSet<>(known);
        all.add(added);
        return List.copyOf(all);
    }

    private static Set<String> paths(List<FileEdit> edits) {
        return edits.stream().map(FileEdit::path).collect(Collectors.toSet());
    }

    private static Set<String> intersection(Set<String> one, Set<String> other) {
        return one.stream().filter(other::contains).collect(Collectors.toSet());
    }
}
