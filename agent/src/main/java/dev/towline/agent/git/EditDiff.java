package dev.towline.agent.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/// What somebody changed in tracked files, as a unified diff from the release to what is on the VM:
/// 200 lines and 16 KiB at most, of files of 256 KiB at most.
public final class EditDiff {
    private static final int MOST_LINES = 200;
    private static final int MOST_SIGNS = 16 * 1024;
    private static final long LARGEST = 256 * 1024;

    private final Path release;
    private final Path project;
    private final StringBuilder text = new StringBuilder();
    private int lines;
    private int left;

    private EditDiff(Path release, Path project) {
        this.release = release;
        this.project = project;
    }

    /// The diff of these edits, each line ended by a newline.
    ///
    /// @param release the folder of the release that the files were brought to
    /// @throws GitException where a file cannot be read
    public static String of(List<FileEdit> edits, Path release, Path project) {
        var diff = new EditDiff(release, project);
        try {
            for (var edit : edits) {
                diff.add(edit);
            }
        } catch (IOException e) {
            throw new GitException("could not compare the edited files in " + project, e);
        }
        return diff.left == 0
                ? diff.text.toString()
                : diff.text + "… and " + diff.left + " lines more\n";
    }

    private void add(FileEdit edit) throws IOException {
        if (full()) {
            // Of a file that is not looked at any more, its name counts.
            left++;
            return;
        }
        for (var line : (Iterable<String>) lines(edit).lines()::iterator) {
            add(line);
        }
    }

    private void add(String line) {
        if (full() || text.length() + line.length() >= MOST_SIGNS) {
            left++;
            return;
        }
        lines++;
        text.append(line).append('\n');
    }

    private boolean full() {
        return left > 0 || lines == MOST_LINES;
    }

    private String lines(FileEdit edit) throws IOException {
        var path = edit.path();
        return switch (edit) {
            case FileEdit.Deleted _ -> "--- a/" + path + "\n+++ /dev/null\ndeleted on the VM\n";
            case FileEdit.ModeChanged _ ->
                    "--- a/%s\n+++ b/%s\nold mode %s\nnew mode %s\n"
                            .formatted(
                                    path,
                                    path,
                                    mode(release.resolve(path)),
                                    mode(project.resolve(path)));
            case FileEdit.Changed _ -> "--- a/" + path + "\n+++ b/" + path + "\n" + content(path);
        };
    }

    private static String mode(Path file) throws IOException {
        return TrackedFile.isExecutable(file) ? "100755" : "100644";
    }

    private String content(String path) throws IOException {
        var before = release.resolve(path);
        var after = project.resolve(path);
        if (Files.isDirectory(after, LinkOption.NOFOLLOW_LINKS)) {
            return "it is a folder on the VM\n";
        }
        if (tooLarge(before) || tooLarge(after)) {
            return "it is too large to be compared\n";
        }
        var old = bytes(before);
        var edited = bytes(after);
        return RawText.isBinary(old) || RawText.isBinary(edited)
                ? "binary files differ\n"
                : unified(new RawText(old), new RawText(edited));
    }

    private static boolean tooLarge(Path file) throws IOException {
        return !Files.isSymbolicLink(file) && Files.size(file) > LARGEST;
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            var target = "link to " + Files.readSymbolicLink(file) + "\n";
            return target.getBytes(StandardCharsets.UTF_8);
        }
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.readAllBytes(file)
                : "something that is no file\n".getBytes(StandardCharsets.UTF_8);
    }

    private static String unified(RawText old, RawText edited) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var format = new DiffFormatter(out)) {
            var edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, old, edited);
            format.format(edits, old, edited);
            format.flush();
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
