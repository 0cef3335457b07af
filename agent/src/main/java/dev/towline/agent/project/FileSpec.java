package dev.towline.agent.project;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// A config or a secret of the project.
///
/// @param key its key in the project
/// @param canonical as `docker compose config --format json` prints it
/// @param content what is copied into containers: the inline content, or the value of the variable
///   that it names; null for one that is a file, which is mounted. Never printed
/// @param fingerprint of the content, made here once because it is slow to make; null for a file
public record FileSpec(
        String key, JsonNode canonical, @Nullable String content, @Nullable String fingerprint) {
    public FileSpec {
        canonical = canonical.deepCopy();
        if (content != null && fingerprint == null) {
            fingerprint = Fingerprint.of(key, content);
        }
    }

    public FileSpec(String key, JsonNode canonical, @Nullable String content) {
        this(key, canonical, content, null);
    }

    /// The absolute path of the file that is mounted; null for one that has a content.
    public @Nullable String file() {
        return content == null ? canonical.path("file").textValue() : null;
    }

    /// Without the content: it may be a secret.
    @Override
    public String toString() {
        return "FileSpec[" + key + "]";
    }
}
