package dev.towline.coordinator.build;

/// How a build ended.
public enum BuildStatus {
    PASSED,
    FAILED
}
