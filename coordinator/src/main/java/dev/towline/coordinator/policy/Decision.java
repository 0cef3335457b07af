package dev.towline.coordinator.policy;

import dev.towline.ids.CommitSha;
import dev.towline.wire.Terms;
import java.time.Duration;
import java.util.List;

/// May this be deployed?
public sealed interface Decision {

    /// It may; the SHA is the full one.
    ///
    /// @param terms what the order asks of the agents beyond the commit
    /// @param overridden the rules that would have forbidden it
    record Allowed(CommitSha sha, String reason, Terms terms, List<Rule> overridden)
            implements Decision {
        public Allowed {
            overridden = List.copyOf(overridden);
        }
    }

    /// It may, once a second person has said so.
    ///
    /// @param expiresAfter how long there is for it
    record NeedsApproval(CommitSha sha, String reason, Duration expiresAfter) implements Decision {}

    /// The request itself cannot be used.
    ///
    /// @param field of the request
    /// @param rule that forbids it, with the facts
    /// @param remedy what would satisfy it
    record Refused(String field, String rule, String remedy) implements Decision {}

    /// The environment's policy forbids it.
    ///
    /// @param rules all that forbid it; at least one
    record Forbidden(List<BrokenRule> rules) implements Decision {
        public Forbidden {
            rules = List.copyOf(rules);
        }
    }
}
