package dev.towline.agent.journal;

/// The journal could not be read or written: nothing may be done that it would have to remember.
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
