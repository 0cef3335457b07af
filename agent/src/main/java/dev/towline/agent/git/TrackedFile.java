package dev.towline.agent.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/// One file of a release: a regular file or a link.
///
/// @param path its path in the repository, parted by slashes
/// @param source where its content is
record TrackedFile(String path, Path source) {

    /// Whether a file on disk has the same kind and content, whatever its permissions.
    boolean sameContent(Path file) throws IOException {
        if (Files.isSymbolicLink(source)) {
            return Files.isSymbolicLink(file)
                    && Files.readSymbolicLink(file).equals(Files.readSymbolicLink(source));
        }
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.mismatch(source, file) == -1;
    }

    /// Whether nothing about the file on disk has to change.
    boolean same(Path file) throws IOException {
        return sameContent(file)
                && (Files.isSymbolicLink(source) || isExecutable(file) == isExecutable(source));
    }

    /// git knows one permission: whether the owner may execute the file.
    static boolean isExecutable(Path file) throws IOException {
        return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
                .contains(PosixFilePermission.OWNER_EXECUTE);
    }
}
