package dev.towline.coordinator.build;

import dev.towline.ids.CommitSha;
import dev.towline.ids.ImageDigest;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What CI says of a commit.
///
/// @param images the digest of each image reference
/// @param url where the build can be looked at
record Build(
        CommitSha sha,
        BuildStatus status,
        Map<String, ImageDigest> images,
        @Nullable String url,
        String recordedBy,
        Instant recordedAt) {}
