package dev.towline.coordinator.policy;

import dev.towline.ids.CommitSha;
import java.util.List;

/// What the decision rests on.
///
/// @param confirmation the environment's word
/// @param matching the known commits whose names begin as the request's; a few are enough
public record Facts(String confirmation, List<CommitSha> matching) {
    public Facts {
        matching = List.copyOf(matching);
    }
}
