package dev.towline.agent.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The folder in which the edited files of an environment are kept before they are replaced: one
/// folder below it for each time, of which the newest ten stay.
///
/// @param folder is made when it is needed
public record EditedCopies(Path folder) {
    private static final int KEPT = 10;
    private static final long LARGEST = 100L * 1024 * 1024;

    /// Why these files cannot be kept; empty where they can.
    public Optional<String> objection(List<FileEdit> edits, Path project) {
        try {
            var size = 0L;
            for (var edit : edits) {
                var file = project.resolve(edit.path());
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    return Optional.of(edit.path() + " is a folder on the VM; move it away");
                }
                size += Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
            }
            return size <= LARGEST
                    ? Optional.empty()
                    : Optional.of("they are too large to be saved aside: " + size + " bytes");
        } catch (IOException e) {
            throw new GitException("could not look at the edited files in " + project, e);
        }
    }

    /// Copies the files durably; deleted ones are passed over.
    ///
    /// @param name of the new folder; sorts by time
    /// @return where the copies are
    /// @throws GitException where the disk fails; then nothing may be replaced
    public Path keep(List<FileEdit> edits, Path project, String name) {
        var aside = folder.resolve(name);
        ProjectFiles.saveAside(edits.stream().map(FileEdit::path).toList(), project, aside);
        try {
            Folders.sync(folder);
            forget();
        } catch (IOException e) {
            throw new GitException("could not keep copies in " + folder, e);
        }
        return aside;
    }

    private void forget() throws IOException {
        List<Path> all;
        try (var files = Files.list(folder)) {
            all = files.sorted(Comparator.comparing(Path::getFileName)).toList();
        }
        for (var old : all.subList(0, Math.max(0, all.size() - KEPT))) {
            Folders.delete(old);
        }
    }
}
