package dev.towline.agent.git;

import dev.towline.ids.CommitSha;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The folder of an environment in which its releases are laid out.
public record ReleaseFolders(Path folder) {
    private static final Pattern OURS =
            Pattern.compile(
                    "(?:" + Pattern.quote(AtomicFile.MARK) + ")?([0-9a-f]{40})(?:\\.commit)?");

    /// Deletes the releases of all other commits, and what was left half done of them. What is in
    /// the mirror can be laid out again.
    ///
    /// @return how many were deleted
    /// @throws GitException where the disk fails
    public int keepOnly(Set<CommitSha> kept) {
        try {
            var others = others(kept);
            for (var other : others) {
                Folders.delete(other);
            }
            return (int) others.stream().filter(ReleaseFolders::release).count();
        } catch (IOException e) {
            throw new GitException("could not delete old releases in " + folder, e);
        }
    }

    private List<Path> others(Set<CommitSha> kept) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(it -> other(it, kept)).toList();
        }
    }

    private static boolean other(Path file, Set<CommitSha> kept) {
        var name = OURS.matcher(file.getFileName().toString());
        return name.matches() && !kept.contains(new CommitSha(name.group(1)));
    }

    private static boolean release(Path deleted) {
        return deleted.getFileName().toString().length() == 40;
    }
}
