package dev.towline.agent.compose;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The texts of a release: tracked files from its folder, all others from the project folder. The
/// only class of this package that reads files.
///
/// Paths name files of the project folder also where a release, which is to replace them, is read.
/// A Compose file of a release must be tracked: nothing leads out of it, neither `..` nor a
/// symbolic link. Where both folders are one, a person named it, and files elsewhere are read too.
final class ReleaseFiles {
    private static final int LARGEST = 1 << 20;

    private final Path files;
    private final Path projectFolder;
    private final Set<String> outside = new TreeSet<>();

    ReleaseFiles(Path files, Path projectFolder) {
        this.files = files;
        this.projectFolder = projectFolder;
    }

    /// A Compose file, or null where there is none.
    ///
    /// @throws ComposeException where it is there but cannot be read, or is outside the release
    @Nullable String composeFile(String path) throws ComposeException {
        var local = resolve(projectFolder, path);
        if (isByHand()) {
            return read(local);
        }
        if (!local.startsWith(projectFolder)) {
            throw outside(path);
        }
        return tracked(local);
    }

    /// A tracked file, else a file of the project folder; null where there is none.
    ///
    /// @throws ComposeException where it is there but cannot be read
    @Nullable String trackedOrLocal(String path) throws ComposeException {
        var local = resolve(projectFolder, path);
        if (!local.startsWith(projectFolder)) {
            outside.add(local.toString());
            return read(local);
        }
        var tracked = tracked(local);
        return tracked != null ? tracked : read(local);
    }

    /// The files outside the project folder that were asked for, compose files aside.
    Set<String> outside() {
        return Set.copyOf(outside);
    }

    /// A file of the project folder, or null where there is none.
    ///
    /// @throws ComposeException where it is there but cannot be read
    @Nullable String local(Path path) throws ComposeException {
        return read(projectFolder.resolve(path));
    }

    /// Whether there is such a folder, in the release or in the project folder.
    boolean isFolder(String path) throws ComposeException {
        var local = resolve(projectFolder, path);
        return Files.isDirectory(local)
                || (local.startsWith(projectFolder)
                        && Files.isDirectory(files.resolve(projectFolder.relativize(local))));
    }

    /// A path as a person knows it: from the project folder, where it is in there.
    String shown(String path) {
        var folder = projectFolder + "/";
        return path.startsWith(folder) ? path.substring(folder.length()) : path;
    }

    private boolean isByHand() {
        return files.equals(projectFolder);
    }

    private @Nullable String tracked(Path local) throws ComposeException {
        var file = files.resolve(projectFolder.relativize(local));
        if (!isByHand() && Files.exists(file) && !isInside(file)) {
            throw outside(projectFolder.relativize(local).toString());
        }
        return read(file);
    }

    private boolean isInside(Path file) throws ComposeException {
        try {
            return file.toRealPath().startsWith(files.toRealPath());
        } catch (IOException e) {
            throw failed(file, String.valueOf(e.getMessage()), e);
        }
    }

    private ComposeException outside(String path) {
        return new ComposeException(
                "could not read " + shown(path) + ": it is outside the release");
    }

    private static Path resolve(Path folder, String path) throws ComposeException {
        try {
            return folder.resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw new ComposeException("could not read a file: its name is no path");
        }
    }

    private @Nullable String read(Path file) throws ComposeException {
        if (!Files.exists(file)) {
            return null;
        }
        // A pipe that nobody writes to would hold up the agent for ever.
        if (!isByHand() && !Files.isRegularFile(file)) {
            throw new ComposeException("could not read " + file + ": it is not a regular file");
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
