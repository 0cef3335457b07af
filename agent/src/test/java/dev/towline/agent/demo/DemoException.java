package dev.towline.agent.demo;

/// The demo's world could not be made or used.
final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DemoException(String message) {
        super(message);
    }

    DemoException(String message, Throwable cause) {
        super(message, cause);
    }

    /// Keeps the thread's interrupt flag for whoever ends the work.
    static DemoException interrupted(String attempt, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new DemoException("could not " + attempt + ": interrupted", cause);
    }
}
