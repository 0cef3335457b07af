package dev.towline.coordinator.http;

/// A certificate that cannot be served with.
public final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }

    TlsException(String message) {
        super(message);
    }
}
