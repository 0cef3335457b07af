package dev.towline.agent.lock;

/// A lock can be neither taken nor found held: nothing may be written that it would have to guard.
public final class LockException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LockException(String message) {
        super(message);
    }

    LockException(String message, Throwable cause) {
        super(message, cause);
    }
}
