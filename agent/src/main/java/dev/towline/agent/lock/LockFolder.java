package dev.towline.agent.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// Where the locks of this machine lie. All who write must look in the same place, so it is no
/// setting: `/run/towline/locks` for root, else the user's own run-time folder.
final class LockFolder {
    private static final String VARIABLE = "TOWLINE_LOCKS";
    private static final String ROOT = "root";

    private LockFolder() {}

    static Path of(String user, String home, Map<String, String> variables) {
        var chosen = variables.getOrDefault(VARIABLE, "");
        if (!chosen.isBlank()) {
            return Path.of(chosen);
        }
        if (user.equals(ROOT)) {
            return Path.of("/run/towline/locks");
        }
        var runtime = variables.getOrDefault("XDG_RUNTIME_DIR", "");
        var base = runtime.isBlank() ? Path.of(home, ".local", "state") : Path.of(runtime);
        return base.resolve("towline").resolve("locks");
    }

    /// Makes the folder where it is missing, and looks whether somebody else could change what is
    /// in it.
    ///
    /// @throws LockException where it is not ours alone
    static void make(Path folder) {
        try {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwxr-xr-x")));
            check(folder);
        } catch (IOException e) {
            throw new LockException("could not make the folder of the locks: " + e, e);
        }
    }

    private static void check(Path folder) throws IOException {
        var attributes =
                Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isDirectory()) {
            throw new LockException("could not use " + folder + ": it is not a folder");
        }
        var owner = attributes.owner().getName();
        if (!owner.equals(ROOT) && !owner.equals(System.getProperty("user.name", "?"))) {
            throw new LockException("could not use " + folder + ": it belongs to " + owner);
        }
        if (attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new LockException("could not use " + folder + ": others may write in it");
        }
    }
}
