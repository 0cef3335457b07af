package dev.towline.agent.git;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// One bringing of the project's folder to a release.
///
/// The order matters twice. Files that clash with a folder of the release go first, the other old
/// ones last: a folder that is emptied before it is filled again would be another folder for the
/// containers that have it mounted. And everything is checked before anything is changed.
final class Bringing {
    private final Path project;
    private final TrackedFiles wanted;
    private final TrackedFiles before;
    private final Obstacles obstacles;
    private final FileWitness witness;
    private final Set<Path> changedFolders = new LinkedHashSet<>();
    private final List<String> written = new ArrayList<>();
    private final List<String> deleted = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    Bringing(Path project, TrackedFiles wanted, TrackedFiles before, FileWitness witness) {
        this.project = project;
        this.wanted = wanted;
        this.before = before;
        this.witness = witness;
        this.obstacles = new Obstacles(project, before);
    }

    Brought run() throws IOException {
        for (TrackedFile file : wanted.all()) {
            obstacles.refuseAt(file);
        }
        sweep();
        List<TrackedFile> gone = before.without(wanted);
        delete(gone.stream().filter(file -> wanted.clashesWith(file.path())).toList());
        for (TrackedFile file : wanted.all()) {
            write(file);
        }
        delete(gone.stream().filter(file -> !wanted.clashesWith(file.path())).toList());
        sync();
        return new Brought(written, deleted, left);
    }

    static boolean isDraft(Path file) {
        return file.getFileName().toString().startsWith(AtomicFile.MARK);
    }

    /// Removes what an interrupted bringing left, only where tracked files live.
    private void sweep() throws IOException {
        var folders = new LinkedHashSet<Path>();
        Stream.concat(wanted.all().stream(), before.all().stream())
                .map(file -> project.resolve(file.path()))
                .filter(obstacles::reachable)
                .forEach(file -> folders.add(Folders.holding(file)));
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                sweep(folder);
            }
        }
    }

    private static void sweep(Path folder) throws IOException {
        List<Path> drafts;
        try (var entries = Files.list(folder)) {
            drafts = entries.filter(Bringing::isDraft).toList();
        }
        for (Path draft : drafts) {
            Files.deleteIfExists(draft);
        }
    }

    private void write(TrackedFile file) throws IOException {
        Path target = project.resolve(file.path());
        if (file.same(target)) {
            return;
        }
        witness.before("write " + file.path());
        makeFolder(Folders.holding(target));
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            deleteEmpty(target);
        }
        var replacement = new AtomicFile(file, target);
        if (file.sameContent(target)) {
            replacement.correctPermissions();
        } else {
            replacement.write();
        }
        changedFolders.add(Folders.holding(target));
        written.add(file.path());
        witness.after("write " + file.path());
    }

    private void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        makeFolder(Folders.holding(folder));
        Files.createDirectory(folder);
        Owner.of(Folders.holding(folder)).giveTo(folder);
        changedFolders.add(Folders.holding(folder));
    }

    /// An engine makes an empty folder where a container's mounted file was missing.
    private static void deleteEmpty(Path folder) throws IOException {
        List<Path> entries;
        try (var children = Files.list(folder)) {
            entries = children.toList();
        }
        for (Path entry : entries) {
            deleteEmpty(entry);
        }
        Files.delete(folder);
    }

    private void delete(List<TrackedFile> gone) throws IOException {
        for (TrackedFile file : gone) {
            Path target = project.resolve(file.path());
            if (!obstacles.reachable(target) || !isFile(target)) {
                continue;
            }
            if (!file.sameContent(target)) {
                left.add(file.path());
                continue;
            }
            witness.before("delete " + file.path());
            Files.delete(target);
            deleted.add(file.path());
            changedFolders.add(Folders.holding(target));
            deleteEmptyFrom(Folders.holding(target));
            witness.after("delete " + file.path());
        }
    }

    private static boolean isFile(Path target) {
        return Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                && !Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS);
    }

    private void deleteEmptyFrom(Path folder) throws IOException {
        for (Path at = folder; !at.equals(project); at = Folders.holding(at)) {
            try {
                Files.delete(at);
            } catch (DirectoryNotEmptyException e) {
                // Somebody still keeps something in it, so it stays.
                return;
            }
            changedFolders.add(Folders.holding(at));
        }
    }

    private void sync() throws IOException {
        for (Path folder : changedFolders) {
            if (Files.isDirectory(folder)) {
                Folders.sync(folder);
            }
        }
    }
}
