package dev.towline.agent.docker;

/// A project uses an attribute that cannot be honoured, and nothing is ever ignored.
final class UnsupportedAttributeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedAttributeException(String message) {
        super(message);
    }
}
