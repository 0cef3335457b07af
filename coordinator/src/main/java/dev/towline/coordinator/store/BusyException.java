package dev.towline.coordinator.store;

/// The store has too much to do, or did not answer in time; the caller may try again later.
public final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BusyException(String message) {
        super(message);
    }
}
