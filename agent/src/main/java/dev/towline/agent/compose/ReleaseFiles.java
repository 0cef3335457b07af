package dev.towline.agent.compose;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The texts of a release: tracked files from its folder, all others from the project folder. The
/// only class of this package that reads files.
final class ReleaseFiles {
    private static final int LARGEST = 1 << 20;

    private final Path files;
    private final Path projectFolder;

    ReleaseFiles(Path files, Path projectFolder) {
        this.files = files;
        this.projectFolder = projectFolder;
    }

    /// A tracked file, or null where there is none.
    ///
    /// @throws ComposeException where it is there but cannot be read
    @Nullable String tracked(String path) throws ComposeException {
        var file = resolve(files, path);
        return file.startsWith(files) ? read(file) : null;
    }

    /// A tracked file, else a file of the project folder; null where there is none.
    ///
    /// @throws ComposeException where it is there but cannot be read
    @Nullable String trackedOrLocal(String path) throws ComposeException {
        var local = resolve(projectFolder, path);
        var tracked =
                local.startsWith(projectFolder)
                        ? read(files.resolve(projectFolder.relativize(local)))
                        : null;
        return tracked != null ? tracked : read(local);
    }

    /// A file of the project folder, or null where there is none.
    ///
    /// @throws ComposeException where it is there but cannot be read
    @Nullable String local(Path path) throws ComposeException {
        return read(projectFolder.resolve(path));
    }

    private static Path resolve(Path folder, String path) throws ComposeException {
        try {
            return folder.resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw new ComposeException("could not read a file: its name is no path");
        }
    }

    private static @Nullable String read(Path file) throws ComposeException {
        if (!Files.exists(file)) {
            return null;
        }
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new ComposeException(
                        "could not read " + file + ": it is larger than " + LARGEST + " bytes");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw failed(file, "it is not UTF-8", e);
        } catch (IOException e) {
            throw failed(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static ComposeException failed(Path file, String why, Exception cause) {
        var failed = new ComposeException("could not read " + file + ": " + why);
        failed.initCause(cause);
        return failed;
    }
}
