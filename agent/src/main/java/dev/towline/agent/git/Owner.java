package dev.towline.agent.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;

/// Whom a file belongs to: an agent that runs as root must not take the project's files away from
/// the user who works with them.
record Owner(UserPrincipal user, GroupPrincipal group) {

    static Owner of(Path file) throws IOException {
        var attributes =
                Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new Owner(attributes.owner(), attributes.group());
    }

    /// Changes the owner where it differs, which needs the right to do so.
    void giveTo(Path file) throws IOException {
        if (of(file).equals(this)) {
            return;
        }
        var view =
                Files.getFileAttributeView(
                        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        view.setOwner(user);
        view.setGroup(group);
    }
}
