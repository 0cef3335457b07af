package dev.towline.agent.git;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// Replaces a file by another in one rename, so that a reader sees the old or the new one, whole.
///
/// @param source the tracked file
/// @param target where it belongs; its folder exists
record AtomicFile(TrackedFile source, Path target) {
    /// Begins the name of everything half done, so that the next pass knows it as ours.
    static final String MARK = ".towline-tmp-";

    private static final Set<PosixFilePermission> EXECUTE =
            PosixFilePermissions.fromString("--x--x--x");

    /// Writes the target, keeping the owner and permissions of the file that it replaces. Its
    /// folder is not synced: the caller does that once for many files.
    void write() throws IOException {
        Path draft = draft();
        try {
            fill(draft);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /// Gives a file of the right content the right exec bit, in place.
    void correctPermissions() throws IOException {
        Files.setPosixFilePermissions(target, permissions());
    }

    private Path draft() {
        long random = ThreadLocalRandom.current().nextLong();
        return target.resolveSibling(MARK + HexFormat.of().toHexDigits(random));
    }

    private void fill(Path draft) throws IOException {
        Files.copy(source.source(), draft, LinkOption.NOFOLLOW_LINKS);
        Owner.of(replaced() ? target : Folders.holding(target)).giveTo(draft);
        if (Files.isSymbolicLink(draft)) {
            return;
        }
        Files.setPosixFilePermissions(draft, permissions());
        try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private Set<PosixFilePermission> permissions() throws IOException {
        var permissions =
                replaced()
                        ? EnumSet.copyOf(Files.getPosixFilePermissions(target))
                        : EnumSet.copyOf(PosixFilePermissions.fromString("rw-r--r--"));
        permissions.removeAll(EXECUTE);
        if (TrackedFile.isExecutable(source.source())) {
            permissions.addAll(executable(permissions));
        }
        return permissions;
    }

    /// Who may read it may execute it.
    private static Set<PosixFilePermission> executable(Set<PosixFilePermission> readable) {
        var execute = EnumSet.of(PosixFilePermission.OWNER_EXECUTE);
        if (readable.contains(PosixFilePermission.GROUP_READ)) {
            execute.add(PosixFilePermission.GROUP_EXECUTE);
        }
        if (readable.contains(PosixFilePermission.OTHERS_READ)) {
            execute.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return execute;
    }

    private boolean replaced() {
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS);
    }
}
