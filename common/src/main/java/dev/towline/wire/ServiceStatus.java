package dev.towline.wire;

/// One container of a service, as the engine last showed it.
///
/// @param state the engine's word: created, running, restarting, exited, …
/// @param health healthy, unhealthy, starting, or none where it has no health check
public record ServiceStatus(
        String service, int number, String container, String image, String state, String health) {}
