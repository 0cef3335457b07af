package dev.towline.agent.project;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// A config or a secret of the project.
///
/// @param key its key in the project
/// @param canonical as `docker compose config --format json` prints it
/// @param content what is copied into containers: the inline content, or the value of the variable
///   that it names; null for one that is a file, which is mounted. Never printed
public record FileSpec(String key, JsonNode canonical, @Nullable String content) {
    public FileSpec {
        canonical = canonical.deepCopy();
    }

    /// Without the content: it may be a secret.
    @Override
    public String toString() {
        return "FileSpec[" + key + "]";
    }
}
