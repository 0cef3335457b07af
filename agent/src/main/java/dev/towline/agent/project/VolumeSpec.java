package dev.towline.agent.project;

import com.fasterxml.jackson.databind.JsonNode;

/// A named volume of the project, in the canonical form.
public record VolumeSpec(String key, JsonNode canonical) {
    public VolumeSpec {
        canonical = canonical.deepCopy();
    }

    /// Its name in the engine.
    public String name() {
        return canonical.path("name").asText(key);
    }

    /// Made by someone else: it must exist, and is never created or changed.
    public boolean external() {
        return canonical.path("external").asBoolean(false);
    }

    /// Without its attributes: they may hold secrets.
    @Override
    public String toString() {
        return "VolumeSpec[" + key + "]";
    }
}
