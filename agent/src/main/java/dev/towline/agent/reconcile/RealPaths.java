package dev.towline.agent.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Where paths of the host lead when every symbolic link is followed, as the kernel would, once the
/// files of a release are in the project folder.
///
/// `Path.toRealPath` would not do: the release's links are not in place yet when it is judged, and
/// what does not exist may begin with a link all the same.
///
/// @param release where the commit was laid out; the project folder itself where there is none
record RealPaths(Path folder, Path release) {
    /// As the kernel's own limit.
    private static final int MOST_LINKS = 40;

    /// The whole file system where links go in circles or the text is no path: nobody is given
    /// that.
    String of(String path) {
        try {
            return follow(Path.of(path));
        } catch (InvalidPathException _) {
            return "/";
        }
    }

    private String follow(Path path) {
        var todo = new ArrayDeque<Path>();
        path.forEach(todo::add);
        var at = Path.of("/");
        var followed = 0;
        while (!todo.isEmpty()) {
            var next = step(at, todo.pop());
            var link = link(next);
            if (link.isEmpty()) {
                at = next;
            } else if (++followed > MOST_LINKS) {
                return "/";
            } else {
                at = link.get().isAbsolute() ? Path.of("/") : at;
                prepend(link.get(), todo);
            }
        }
        return at.toString();
    }

    private static Path step(Path at, Path name) {
        return at.resolve(name).normalize();
    }

    private static void prepend(Path link, Deque<Path> todo) {
        for (var i = link.getNameCount() - 1; i >= 0; i--) {
            todo.push(link.getName(i));
        }
    }

    private Optional<Path> link(Path path) {
        var tracked =
                path.startsWith(folder)
                        ? read(release.resolve(folder.relativize(path)))
                        : Optional.<Path>empty();
        return tracked.isPresent() ? tracked : read(path);
    }

    private static Optional<Path> read(Path path) {
        if (!Files.isSymbolicLink(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readSymbolicLink(path));
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the link " + path, e);
        }
    }
}
