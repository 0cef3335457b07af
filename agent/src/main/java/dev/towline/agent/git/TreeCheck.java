package dev.towline.agent.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;

/// Refuses, before anything is written, a tree that could not be laid out faithfully and safely.
final class TreeCheck {
    private static final byte[] LFS_POINTER =
            "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_POINTER = 1024;
    private static final int LONGEST_LINK = 4096;

    private final ObjectReader objects;
    private final TreeLimits limits;
    private final ObjectChecker names = new ObjectChecker();
    private final Map<String, String> links = new HashMap<>();
    private int files;

    TreeCheck(ObjectReader objects, TreeLimits limits) {
        this.objects = objects;
        this.limits = limits;
    }

    void check(ObjectId tree) throws IOException {
        try (var walk = new TreeWalk(objects)) {
            walk.addTree(tree);
            walk.setRecursive(true);
            while (walk.next()) {
                checkEntry(walk);
            }
        }
        checkLinks();
    }

    private void checkEntry(TreeWalk entry) throws IOException {
        String path = entry.getPathString();
        if (++files > limits.files()) {
            throw new GitException("the release has more than " + limits.files() + " files");
        }
        checkName(path, entry.getRawPath());
        switch (entry.getFileMode().getBits() & FileMode.TYPE_MASK) {
            case FileMode.TYPE_FILE -> checkFile(path, entry.getObjectId(0));
            case FileMode.TYPE_SYMLINK -> links.put(path, linkText(path, entry.getObjectId(0)));
            case FileMode.TYPE_GITLINK ->
                    throw refused(
                            path, "is a submodule; put its files into the repository or an image");
            default -> throw refused(path, "has the unknown mode " + entry.getFileMode());
        }
    }

    private void checkName(String path, byte[] raw) {
        if (!Arrays.equals(path.getBytes(StandardCharsets.UTF_8), raw)) {
            throw refused(path, "has a name that is not UTF-8");
        }
        if (path.startsWith(AtomicFile.MARK) || path.contains("/" + AtomicFile.MARK)) {
            throw refused(path, "has a name that Towline keeps for itself");
        }
        try {
            names.checkPath(path);
        } catch (CorruptObjectException e) {
            throw new GitException("the release's file " + path + " cannot be deployed", e);
        }
    }

    private void checkFile(String path, ObjectId blob) throws IOException {
        long size = objects.getObjectSize(blob, Constants.OBJ_BLOB);
        if (size > limits.bytes()) {
            throw refused(
                    path, "has " + size + " bytes, more than the " + limits.bytes() + " allowed");
        }
        if (size <= LONGEST_POINTER && isPointer(objects.open(blob).getBytes())) {
            throw refused(
                    path,
                    "is a git LFS pointer, its content is not in the repository; commit the file"
                            + " itself or put it into an image");
        }
    }

    private static boolean isPointer(byte[] content) {
        return content.length >= LFS_POINTER.length
                && Arrays.equals(
                        content, 0, LFS_POINTER.length, LFS_POINTER, 0, LFS_POINTER.length);
    }

    private String linkText(String path, ObjectId blob) throws IOException {
        if (objects.getObjectSize(blob, Constants.OBJ_BLOB) > LONGEST_LINK) {
            throw refused(path, "is a link of more than " + LONGEST_LINK + " bytes");
        }
        return new String(objects.open(blob).getBytes(), StandardCharsets.UTF_8);
    }

    private void checkLinks() {
        var check = new LinkCheck(links);
        links.keySet().stream()
                .sorted()
                .filter(path -> !check.staysInside(path))
                .findFirst()
                .ifPresent(path -> {
                    throw refused(path, "is a link that leads out of the repository");
                });
    }

    private static GitException refused(String path, String why) {
        return new GitException("the release's file " + path + " " + why);
    }
}
