package dev.towline.coordinator.build;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.ids.CommitSha;
import dev.towline.ids.ImageDigest;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What CI says of a commit.
///
/// @param images the digest of each image reference
/// @param number grows with each registration; 0 before it is stored
/// @param url where the build can be looked at
/// @param commitTime null where CI did not say it; nor the subject
public record Build(
        long number,
        CommitSha sha,
        BuildStatus status,
        Map<String, ImageDigest> images,
        @Nullable String url,
        String recordedBy,
        Instant recordedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant commitTime,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String subject) {
    public Build {
        images = Map.copyOf(images);
    }
}
