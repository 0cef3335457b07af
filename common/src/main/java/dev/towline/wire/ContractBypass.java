package dev.towline.wire;

import java.time.Instant;

/// A person's leave to accept a release whose contract fails.
///
/// @param owner who answers for it
/// @param expiresAt not counted from then on
public record ContractBypass(String owner, String reason, Instant expiresAt) {}
