package dev.towline.agent.git;

/// Something about a repository, a release or the project's folder that cannot go on, in words.
public final class GitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    GitException(String message) {
        super(message);
    }

    GitException(String message, Throwable cause) {
        super(message + ": " + reason(cause), cause);
    }

    /// What a failure says of itself, or its kind where it says nothing.
    static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
