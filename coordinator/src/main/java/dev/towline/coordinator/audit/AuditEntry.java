package dev.towline.coordinator.audit;

import java.time.Instant;

/// One thing that someone ordered.
///
/// @param number grows by one
/// @param who the caller's name, with the id of the token
/// @param action as `desired-set`
/// @param subject what it was done to, as an environment's name
/// @param detail JSON or words; never a secret
public record AuditEntry(
        long number,
        Instant at,
        String who,
        String action,
        String subject,
        String reason,
        String detail) {}
