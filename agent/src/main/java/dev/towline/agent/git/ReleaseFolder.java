package dev.towline.agent.git;

import dev.towline.ids.CommitSha;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/// A commit laid out in a folder of its own.
///
/// Beside the folder lies the commit object, `<folder>.commit`. Its hash is the commit's name and
/// it names the tree's hash, so the two prove the folder's content to the last bit, after a crash
/// or a change by hand, without the mirror.
record ReleaseFolder(Path folder, CommitSha sha) {

    /// Whether the folder holds the commit's files, all of them and nothing else.
    boolean intact() throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !Files.exists(proof())) {
            return false;
        }
        byte[] commit = Files.readAllBytes(proof());
        try (var hasher = new ObjectInserter.Formatter()) {
            return hasher.idFor(Constants.OBJ_COMMIT, commit).equals(id())
                    && RevCommit.parse(commit).getTree().equals(new TreeHash(hasher).of(folder));
        }
    }

    /// Writes the folder beside its place, makes it durable, and only then gives it its name.
    void fill(Repository mirror, TreeLimits limits, FileWitness witness) throws IOException {
        Files.createDirectories(Folders.holding(folder));
        Path draft = folder.resolveSibling(AtomicFile.MARK + folder.getFileName());
        Folders.delete(draft);
        Files.createDirectory(draft);
        try {
            witness.before("draft the release");
            write(mirror, limits, draft);
            witness.after("draft the release");
            Folders.delete(folder);
            Files.move(draft, folder);
            witness.after("name the release");
            Folders.sync(Folders.holding(folder));
        } finally {
            Folders.delete(draft);
        }
    }

    private void write(Repository mirror, TreeLimits limits, Path draft) throws IOException {
        try (var objects = mirror.newObjectReader()) {
            byte[] commit = objects.open(id(), Constants.OBJ_COMMIT).getBytes();
            ObjectId tree = RevCommit.parse(commit).getTree();
            new TreeCheck(objects, limits).check(tree);
            new TreeExport(objects, draft).write(tree);
            Files.write(proof(), commit);
        }
        Folders.syncFileSystem(draft);
    }

    private Path proof() {
        return folder.resolveSibling(folder.getFileName() + ".commit");
    }

    private ObjectId id() {
        return ObjectId.fromString(sha.hex());
    }
}
