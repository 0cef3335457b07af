package dev.towline.agent.project;

import dev.towline.ids.ImageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an image reference means for one release, whatever its tag means later.
///
/// @param imageId the engine's id of the local image
/// @param repositoryDigest `repository@sha256:…` in the registry; null for an image never pulled
/// @param revision the label `org.opencontainers.image.revision`; null where the image has none
/// @param declaredVolumes the paths that the image itself declares as volumes
public record ImagePin(
        String reference,
        ImageDigest imageId,
        @Nullable String repositoryDigest,
        @Nullable String revision,
        Set<String> declaredVolumes) {
    public ImagePin {
        declaredVolumes = Set.copyOf(declaredVolumes);
    }
}
