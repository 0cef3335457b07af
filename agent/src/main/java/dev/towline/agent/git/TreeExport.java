package dev.towline.agent.git;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;

/// Writes a checked tree into an empty folder: the blobs' exact bytes, whatever `.gitattributes`
/// says of line ends and filters, each proven by its hash while it is written.
record TreeExport(ObjectReader objects, Path root) {

    void write(ObjectId tree) throws IOException {
        try (var walk = new TreeWalk(objects)) {
            walk.addTree(tree);
            walk.setRecursive(true);
            while (walk.next()) {
                writeEntry(walk);
            }
        }
    }

    private void writeEntry(TreeWalk entry) throws IOException {
        Path file = place(entry.getPathString());
        Files.createDirectories(file.getParent());
        ObjectId blob = entry.getObjectId(0);
        if (entry.getFileMode().equals(FileMode.SYMLINK)) {
            String target = new String(objects.open(blob).getBytes(), StandardCharsets.UTF_8);
            Files.createSymbolicLink(file, file.getFileSystem().getPath(target));
            return;
        }
        writeFile(file, blob);
        if (entry.getFileMode().equals(FileMode.EXECUTABLE_FILE)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private Path place(String path) {
        try {
            return root.resolve(path);
        } catch (InvalidPathException e) {
            throw new GitException(
                    "could not write " + path + " (is the agent run with LANG=C.UTF-8?)", e);
        }
    }

    private void writeFile(Path file, ObjectId blob) throws IOException {
        ObjectLoader content = objects.open(blob);
        MessageDigest digest = sha1();
        digest.update(("blob " + content.getSize() + "\0").getBytes(StandardCharsets.US_ASCII));
        try (OutputStream disk = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
                var buffered = new BufferedOutputStream(disk);
                var out = new DigestOutputStream(buffered, digest)) {
            content.copyTo(out);
        }
        if (!ObjectId.fromRaw(digest.digest()).equals(blob)) {
            throw new CorruptObjectException(blob, "its content does not match its name");
        }
    }

    /// SHA-1 because that is how git names blobs.
    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
