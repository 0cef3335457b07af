package dev.towline.coordinator.environment;

import dev.towline.wire.ContractBypass;
import java.time.Instant;

/// A contract bypass, and who gave it.
record GivenBypass(
        String owner, String reason, Instant expiresAt, String givenBy, Instant givenAt) {
    ContractBypass order() {
        return new ContractBypass(owner, reason, expiresAt);
    }
}
