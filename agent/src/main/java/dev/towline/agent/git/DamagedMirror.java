package dev.towline.agent.git;

import java.io.IOException;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.CorruptPackIndexException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.PackInvalidException;
import org.eclipse.jgit.errors.PackMismatchException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.jspecify.annotations.Nullable;

/// The mirror on disk cannot be trusted any more.
final class DamagedMirror extends IOException {
    private static final long serialVersionUID = 1;

    DamagedMirror(Exception cause) {
        super(GitException.reason(cause), cause);
    }

    /// Whether a failure speaks of what is stored rather than of the network or the disk.
    static boolean shows(Exception failure) {
        @Nullable Throwable at = failure;
        while (at != null && !isDamage(at)) {
            at = at.getCause();
        }
        return at != null;
    }

    private static boolean isDamage(Throwable failure) {
        return switch (failure) {
            // With a type of error it is one that the host sent and that was not stored.
            case CorruptObjectException corrupt -> corrupt.getErrorType() == null;
            case MissingObjectException _,
                    CorruptPackIndexException _,
                    IncorrectObjectTypeException _,
                    PackInvalidException _,
                    PackMismatchException _,
                    RepositoryNotFoundException _,
                    ConfigInvalidException _ ->
                    true;
            default -> false;
        };
    }
}
