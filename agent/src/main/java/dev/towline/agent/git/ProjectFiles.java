package dev.towline.agent.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The project's folder on the VM, where people also keep what git does not track: `.env`, data.
/// Only tracked files are ever touched here.
public final class ProjectFiles {
    private ProjectFiles() {}

    /// Brings the tracked files to a release. May be interrupted anywhere and is then done again;
    /// files that are right already are not touched, since containers may have them mounted.
    ///
    /// @param release the release's folder
    /// @param previous the folder of the release that was brought here before
    /// @throws GitException before anything is changed, when what people put there is in the way;
    ///   or when the disk fails
    public static Brought bringTo(Path release, Optional<Path> previous, Path projectFolder) {
        return bringTo(release, previous, projectFolder, FileWitness.NOBODY);
    }

    /// The same, with somebody who is told of each change.
    public static Brought bringTo(
            Path release, Optional<Path> previous, Path projectFolder, FileWitness witness) {
        try {
            Files.createDirectories(projectFolder);
            var wanted = TrackedFiles.of(release);
            var before =
                    previous.isPresent() ? TrackedFiles.of(previous.get()) : TrackedFiles.none();
            return new Bringing(projectFolder.toRealPath(), wanted, before, witness).run();
        } catch (IOException e) {
            throw new GitException("could not bring " + projectFolder + " to the release", e);
        }
    }

    /// The tracked files that on the VM are not as the release applied last has them.
    public static List<FileEdit> edited(Path applied, Path projectFolder) {
        try {
            var edits = new ArrayList<FileEdit>();
            for (TrackedFile file : TrackedFiles.of(applied).all()) {
                edit(file, projectFolder.resolve(file.path())).ifPresent(edits::add);
            }
            return List.copyOf(edits);
        } catch (IOException e) {
            throw new GitException("could not look for edited files in " + projectFolder, e);
        }
    }

    private static Optional<FileEdit> edit(TrackedFile file, Path onDisk) throws IOException {
        if (!Files.exists(onDisk, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(new FileEdit.Deleted(file.path()));
        }
        if (!file.sameContent(onDisk)) {
            return Optional.of(new FileEdit.Changed(file.path()));
        }
        return file.same(onDisk)
                ? Optional.empty()
                : Optional.of(new FileEdit.ModeChanged(file.path()));
    }

    /// When each tracked file on the VM was changed last, in content or in what is noted of it
    /// (`ctime`, which nobody can set). What is not there is not among them.
    public static Map<String, FileTime> changes(Path applied, Path projectFolder) {
        try {
            var changes = new HashMap<String, FileTime>();
            for (String path : TrackedFiles.of(applied).byPath().keySet()) {
                Path onDisk = projectFolder.resolve(path);
                if (Files.exists(onDisk, LinkOption.NOFOLLOW_LINKS)) {
                    var at = Files.getAttribute(onDisk, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
                    changes.put(path, (FileTime) at);
                }
            }
            return Map.copyOf(changes);
        } catch (IOException e) {
            throw new GitException("could not look for edited files in " + projectFolder, e);
        }
    }

    /// The files that the release would overwrite although the previous one did not track them.
    public static List<String> untrackedInTheWay(
            Path release, Optional<Path> previous, Path projectFolder) {
        try {
            var before =
                    previous.isPresent() ? TrackedFiles.of(previous.get()) : TrackedFiles.none();
            var paths = new ArrayList<String>();
            for (TrackedFile file : TrackedFiles.of(release).without(before)) {
                Path onDisk = projectFolder.resolve(file.path());
                if (Files.exists(onDisk, LinkOption.NOFOLLOW_LINKS) && !file.sameContent(onDisk)) {
                    paths.add(file.path());
                }
            }
            return List.copyOf(paths);
        } catch (IOException e) {
            throw new GitException("could not compare " + projectFolder + " with the release", e);
        }
    }

    /// Copies files of the project's folder into another one, under the same paths, durably. What
    /// is not there is passed over.
    public static void saveAside(List<String> paths, Path projectFolder, Path aside) {
        copy(paths, projectFolder, aside);
    }

    /// Copies all files that were saved aside back to where they were, durably.
    public static void putBack(Path aside, Path projectFolder) {
        List<String> paths;
        try (var files = Files.walk(aside)) {
            paths =
                    files.filter(it -> !Files.isDirectory(it, LinkOption.NOFOLLOW_LINKS))
                            .map(it -> aside.relativize(it).toString())
                            .toList();
        } catch (IOException e) {
            throw new GitException("could not read the saved files in " + aside, e);
        }
        copy(paths, aside, projectFolder);
    }

    private static void copy(List<String> paths, Path from, Path to) {
        try {
            Files.createDirectories(to);
            for (String path : paths) {
                save(inside(from, path), inside(to, path));
            }
            Folders.syncFileSystem(to);
        } catch (IOException e) {
            throw new GitException("could not copy files from " + from + " to " + to, e);
        }
    }

    private static Path inside(Path folder, String path) {
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder.normalize()) || file.equals(folder.normalize())) {
            throw new GitException("could not save " + path + ": it is not below " + folder);
        }
        return file;
    }

    private static void save(Path file, Path copy) throws IOException {
        if (Files.isSymbolicLink(file) || Files.isRegularFile(file)) {
            Files.createDirectories(copy.getParent());
            Files.copy(
                    file,
                    copy,
                    LinkOption.NOFOLLOW_LINKS,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
