package dev.towline.agent.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// Finds, before anything is changed, what people put where a release's files belong.
///
/// @param before the release brought last: what it tracked may go, as long as nobody changed it
record Obstacles(Path project, TrackedFiles before) {

    void refuseAt(TrackedFile file) throws IOException {
        Path place = project.resolve(file.path());
        refuseAbove(place);
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            refuseForeignBelow(place);
        }
    }

    /// Whether every folder on the way is a real one, not a link to elsewhere.
    boolean reachable(Path place) {
        for (Path at = place.getParent(); at != null && !at.equals(project); at = at.getParent()) {
            if (Files.isSymbolicLink(at)) {
                return false;
            }
        }
        return true;
    }

    /// Whether this is a file as the previous release had it.
    boolean ours(Path place) throws IOException {
        TrackedFile file = before.at(project.relativize(place).toString());
        return file != null && file.sameContent(place);
    }

    private void refuseAbove(Path place) throws IOException {
        for (Path at = place.getParent(); at != null && !at.equals(project); at = at.getParent()) {
            boolean file =
                    Files.exists(at, LinkOption.NOFOLLOW_LINKS)
                            && !Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS);
            if (file && !ours(at)) {
                String kind = Files.isSymbolicLink(at) ? "a link" : "a file";
                throw new GitException(
                        at + " is " + kind + ", where the release has a folder; move it away");
            }
        }
    }

    private void refuseForeignBelow(Path folder) throws IOException {
        List<Path> entries;
        try (var children = Files.list(folder)) {
            entries = children.toList();
        }
        for (Path entry : entries) {
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                refuseForeignBelow(entry);
            } else if (!ours(entry) && !Bringing.isDraft(entry)) {
                throw new GitException(
                        folder
                                + " is a folder, where the release has a file, and it holds "
                                + entry.getFileName()
                                + "; move it away");
            }
        }
    }
}
