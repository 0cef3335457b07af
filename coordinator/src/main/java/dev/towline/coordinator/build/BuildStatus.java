package dev.towline.coordinator.build;

/// How a build ended.
enum BuildStatus {
    PASSED,
    FAILED
}
