package dev.towline.agent.git;

import java.util.List;

/// What was done to the project's folder; paths as in the repository.
///
/// @param written files that were made, replaced or given another exec bit
/// @param deleted files that the release no longer has
/// @param left files that the release no longer has, left because somebody changed them
public record Brought(List<String> written, List<String> deleted, List<String> left) {
    public Brought {
        written = List.copyOf(written);
        deleted = List.copyOf(deleted);
        left = List.copyOf(left);
    }
}
