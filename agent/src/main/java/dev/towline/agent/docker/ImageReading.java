package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.project.ImagePin;
import dev.towline.ids.ImageDigest;
import java.nio.file.Path;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/// Reads the engine's view of an image. Pure.
final class ImageReading {
    private static final String REVISION = "org.opencontainers.image.revision";

    private ImageReading() {}

    static ImagePin of(String reference, JsonNode image) {
        var volumes = new HashSet<String>();
        image.path("Config")
                .path("Volumes")
                .fieldNames()
                .forEachRemaining(it -> volumes.add(mounted(it)));
        return new ImagePin(
                reference,
                new ImageDigest(image.path("Id").asText()),
                repositoryDigest(reference, image.path("RepoDigests")),
                image.path("Config").path("Labels").path(REVISION).textValue(),
                volumes);
    }

    // As an image has it, `/data/` too; the engine mounts it without the last slash.
    private static String mounted(String path) {
        return Path.of(path).normalize().toString();
    }

    private static @Nullable String repositoryDigest(String reference, JsonNode digests) {
        if (reference.startsWith("sha256:")) {
            return digests.path(0).textValue();
        }
        var wanted = ImageReference.parse(reference);
        for (var digest : digests) {
            if (wanted.sameRepository(digest.asText())) {
                return digest.asText();
            }
        }
        return null;
    }
}
