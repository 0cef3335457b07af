package dev.towline.agent.git;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whom a file belongs to: an agent that runs as root must not take the project's files away from
/// the user who works with them.
record Owner(UserPrincipal user, GroupPrincipal group) {
    private static final Logger LOG = LoggerFactory.getLogger(Owner.class);

    static Owner of(Path file) throws IOException {
        var attributes =
                Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new Owner(attributes.owner(), attributes.group());
    }

    /// Changes the owner where it differs. Only root may; for others the file stays theirs, as it
    /// would after a `git pull`.
    void giveTo(Path file) throws IOException {
        if (of(file).equals(this)) {
            return;
        }
        var view =
                Files.getFileAttributeView(
                        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        try {
            view.setOwner(user);
            view.setGroup(group);
        } catch (FileSystemException e) {
            LOG.atDebug()
                    .addKeyValue("file", file)
                    .addKeyValue("owner", user.getName())
                    .addKeyValue("error", e.getMessage())
                    .log("owner could not be kept");
        }
    }
}
