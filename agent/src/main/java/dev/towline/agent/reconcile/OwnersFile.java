package dev.towline.agent.reconcile;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/// A file by which the VM's owner says what may happen there: whoever may write it is root on the
/// VM.
record OwnersFile(Path path) {
    private static final Integer ROOT = 0;
    private static final long LARGEST = 256 * 1024;
    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /// Somebody else could have written it.
    static final class Untrusted extends IOException {
        @Serial private static final long serialVersionUID = 1L;

        Untrusted(String message) {
            super(message);
        }
    }

    String read() throws IOException {
        requireOwner();
        return Files.readString(path);
    }

    private static Object owner(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid");
    }

    private void requireOwner() throws IOException {
        var attributes = Files.readAttributes(path, PosixFileAttributes.class);
        var owner = owner(path);
        if (!owner.equals(ROOT) && !owner.equals(owner(Path.of("/proc/self")))) {
            throw new Untrusted(
                    path + " is owned by " + attributes.owner() + "; it must be owned by root");
        }
        if (attributes.permissions().stream().anyMatch(OF_OTHERS::contains)) {
            throw new Untrusted(
                    path + " can be written to by others than its owner: chmod go-w " + path);
        }
        if (attributes.size() > LARGEST) {
            throw new Untrusted(path + " is larger than " + LARGEST + " bytes");
        }
    }
}
