package dev.towline.coordinator.notify;

/// How good or bad a thing is that is told.
public enum Level {
    INFO,
    SUCCESS,
    WARNING,
    FAILURE
}
