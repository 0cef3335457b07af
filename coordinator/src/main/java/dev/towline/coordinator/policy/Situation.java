package dev.towline.coordinator.policy;

import java.time.Instant;

/// What a request meets: the environment's rules, and how things are now.
public record Situation(EnvironmentPolicy policy, Facts facts, Instant now) {}
