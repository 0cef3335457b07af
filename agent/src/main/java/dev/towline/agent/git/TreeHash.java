package dev.towline.agent.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.TreeFormatter;

/// Hashes a folder on disk as git hashes a tree.
record TreeHash(ObjectInserter hasher) {
    /// git sorts the bytes of names, a folder's as if it ended in a slash.
    private static final Comparator<Entry> ORDER =
            (a, b) -> Arrays.compareUnsigned(a.sortKey(), b.sortKey());

    private record Entry(String name, FileMode mode, ObjectId id) {
        byte[] sortKey() {
            return bytes(mode.equals(FileMode.TREE) ? name + "/" : name);
        }
    }

    ObjectId of(Path folder) throws IOException {
        List<Path> children;
        try (var names = Files.list(folder)) {
            children = names.toList();
        }
        var entries = new ArrayList<Entry>();
        for (Path child : children) {
            entries.add(entry(child));
        }
        entries.sort(ORDER);
        var tree = new TreeFormatter();
        entries.forEach(entry -> tree.append(bytes(entry.name()), entry.mode(), entry.id()));
        return tree.computeId(hasher);
    }

    private Entry entry(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (Files.isSymbolicLink(file)) {
            byte[] target = bytes(Files.readSymbolicLink(file).toString());
            return new Entry(name, FileMode.SYMLINK, hasher.idFor(Constants.OBJ_BLOB, target));
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Entry(name, FileMode.TREE, of(file));
        }
        FileMode mode =
                TrackedFile.isExecutable(file) ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE;
        try (var content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Entry(
                    name, mode, hasher.idFor(Constants.OBJ_BLOB, Files.size(file), content));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
