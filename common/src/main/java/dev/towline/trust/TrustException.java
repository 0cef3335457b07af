package dev.towline.trust;

/// A signed document that cannot be believed, and why.
public final class TrustException extends Exception {
    private static final long serialVersionUID = 1;

    public TrustException(String message) {
        super(message);
    }
}
