package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.ids.ImageDigest;
import java.util.ArrayList;
import java.util.List;

/// An image on the VM, whoever brought it there.
///
/// @param size in bytes, with the layers that it shares with other images
/// @param tags all `repository:tag` that mean it, as the engine writes them
/// @param digests all `repository@sha256:…` that mean it
public record StoredImage(ImageDigest id, long size, List<String> tags, List<String> digests) {
    public StoredImage {
        tags = List.copyOf(tags);
        digests = List.copyOf(digests);
    }

    static StoredImage of(JsonNode listed) {
        return new StoredImage(
                new ImageDigest(listed.path("Id").asText()),
                listed.path("Size").asLong(),
                names(listed.path("RepoTags")),
                names(listed.path("RepoDigests")));
    }

    /// Whether a reference, in its short or its long form, means this image.
    public boolean goesBy(String reference) {
        if (reference.equals(id.value())) {
            return true;
        }
        return names().stream().anyMatch(it -> same(it, reference));
    }

    /// Whether two names, in their short or their long form, are one.
    public static boolean same(String one, String other) {
        try {
            return ImageReference.parse(one).text().equals(ImageReference.parse(other).text());
        } catch (IllegalArgumentException e) {
            // What is no reference is no image's name.
            return false;
        }
    }

    /// Tags and digests.
    public List<String> names() {
        var names = new ArrayList<>(tags);
        names.addAll(digests);
        return names;
    }

    // Engines write `<none>:<none>` where there is no name.
    private static List<String> names(JsonNode listed) {
        var names = new ArrayList<String>();
        for (var name : listed) {
            if (name.asText().indexOf('<') < 0) {
                names.add(name.asText());
            }
        }
        return names;
    }
}
