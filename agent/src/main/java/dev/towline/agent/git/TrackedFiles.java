package dev.towline.agent.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The files of a release's folder, by their paths.
record TrackedFiles(NavigableMap<String, TrackedFile> byPath) {

    static TrackedFiles none() {
        return new TrackedFiles(new TreeMap<>());
    }

    static TrackedFiles of(Path release) throws IOException {
        var byPath = new TreeMap<String, TrackedFile>();
        for (Path source : filesBelow(release)) {
            String path = release.relativize(source).toString();
            byPath.put(path, new TrackedFile(path, source));
        }
        return new TrackedFiles(byPath);
    }

    private static List<Path> filesBelow(Path release) throws IOException {
        try (var all = Files.walk(release)) {
            return all.filter(file -> Files.isSymbolicLink(file) || !Files.isDirectory(file))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    Collection<TrackedFile> all() {
        return byPath.values();
    }

    @Nullable TrackedFile at(String path) {
        return byPath.get(path);
    }

    /// Those that the other release does not have.
    List<TrackedFile> without(TrackedFiles other) {
        return all().stream().filter(file -> other.at(file.path()) == null).toList();
    }

    /// Whether a file here would have to be a folder for that path, or the other way round.
    boolean clashesWith(String path) {
        String below = path + "/";
        String next = byPath.ceilingKey(below);
        return (next != null && next.startsWith(below)) || hasFileAbove(path);
    }

    private boolean hasFileAbove(String path) {
        for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            if (byPath.containsKey(path.substring(0, end))) {
                return true;
            }
        }
        return false;
    }
}
