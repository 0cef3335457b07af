package dev.towline.agent.docker;

import org.jspecify.annotations.Nullable;

/// The credentials for a registry could not be read. The message holds no secret.
final class CredentialException extends Exception {
    private static final long serialVersionUID = 1L;

    CredentialException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
