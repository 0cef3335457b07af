package dev.towline.agent.check;

/// A container that could not be asked: the engine did not answer, or answered that it cannot.
public final class CheckException extends Exception {
    private static final long serialVersionUID = 1;

    public CheckException(String message, Throwable cause) {
        super(message, cause);
    }

    public CheckException(String message) {
        super(message);
    }
}
