package dev.towline.coordinator.policy;

import dev.towline.ids.CommitSha;

/// May this be deployed?
public sealed interface Decision {

    /// It may; the SHA is the full one.
    record Allowed(CommitSha sha, String reason) implements Decision {}

    /// It may not.
    ///
    /// @param field of the request
    /// @param rule that forbids it, with the facts
    /// @param remedy what would satisfy it
    record Refused(String field, String rule, String remedy) implements Decision {}
}
