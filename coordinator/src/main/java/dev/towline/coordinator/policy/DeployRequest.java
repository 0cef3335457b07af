package dev.towline.coordinator.policy;

import org.jspecify.annotations.Nullable;

/// What a person asks for, as it came; nothing of it was checked.
public record DeployRequest(
        @Nullable String sha, @Nullable String confirm, @Nullable String reason) {}
