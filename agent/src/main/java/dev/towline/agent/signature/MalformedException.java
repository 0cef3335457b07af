package dev.towline.agent.signature;

import java.io.Serial;

/// Something that OpenSSH or git wrote, or somebody in their name, cannot be read or used.
public final class MalformedException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    MalformedException(String message) {
        super(message);
    }
}
