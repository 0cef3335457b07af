package dev.towline.agent.signature;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One line of an allowed-signers file.
///
/// @param line its number
/// @param principals whose key it is
/// @param namespaces what the key may sign; null: everything
/// @param after from when on
/// @param before until when
record Signer(
        int line,
        Patterns principals,
        SshKey key,
        @Nullable Patterns namespaces,
        @Nullable Instant after,
        @Nullable Instant before) {

    List<String> names() {
        return List.of(principals.list().split(",", -1));
    }

    /// Why the key may not sign this then; empty where it may.
    Optional<String> objection(String namespace, Instant at) {
        return namespaces != null && !namespaces.match(namespace)
                ? Optional.of("not for " + namespace)
                : untimely(at);
    }

    /// Why the key was not good then.
    Optional<String> untimely(Instant at) {
        if (after != null && at.isBefore(after)) {
            return Optional.of("not before " + after + "; the commit is of " + at);
        }
        return before != null && at.isAfter(before)
                ? Optional.of("not after " + before + "; the commit is of " + at)
                : Optional.empty();
    }
}
