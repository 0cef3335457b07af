package dev.towline.agent.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds out of which folders and files git has everything.
final class TrackedSources {
    /// More than any configuration has; a database's folder need not be walked to its end.
    private static final int MOST = 10_000;

    private final Set<Path> folders;
    private final List<Path> releases;

    /// @param folders the project folder, and where it was before
    /// @param releases the folders of those that may have brought the files which lie there now
    TrackedSources(Set<Path> folders, List<Path> releases) {
        this.folders = Set.copyOf(folders);
        this.releases = List.copyOf(releases);
    }

    /// Those of the paths at and below which no untracked file lies.
    Set<String> among(Set<String> paths) {
        return paths.stream()
                .filter(it -> folders.stream().anyMatch(Path.of(it)::startsWith))
                .filter(it -> holdsNothingElse(Path.of(it)))
                .collect(Collectors.toSet());
    }

    // What is gone holds nothing that could be lost sight of; what cannot be looked into may.
    private boolean holdsNothingElse(Path source) {
        if (Files.notExists(source, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        try (var all = Files.walk(source)) {
            var files = all.filter(it -> !Files.isDirectory(it, LinkOption.NOFOLLOW_LINKS));
            var first = files.limit(MOST).toList();
            return first.size() < MOST && first.stream().allMatch(this::isTracked);
        } catch (IOException | UncheckedIOException _) {
            return false;
        }
    }

    private boolean isTracked(Path file) {
        return folders.stream()
                .filter(file::startsWith)
                .map(it -> it.relativize(file))
                .anyMatch(this::isInARelease);
    }

    private boolean isInARelease(Path path) {
        return releases.stream()
                .anyMatch(it -> Files.exists(it.resolve(path), LinkOption.NOFOLLOW_LINKS));
    }
}
