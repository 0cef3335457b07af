package dev.towline.coordinator.notify;

/// How one kind of receiver is told.
@FunctionalInterface
interface Form {
    /// Tells it; more than one request may be needed, and the reply is that of the first that was
    /// not answered well, or of the last.
    Reply tell(Receiver receiver, Notification notification, Exchange exchange)
            throws InterruptedException;
}
