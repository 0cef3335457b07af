package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.ids.ImageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The images on the VM: which there are, which are used, and one reference to them less.
final class Inventory {
    private static final Duration REMOVAL = Duration.ofSeconds(60);

    private final EngineApi api;

    Inventory(EngineApi api) {
        this.api = api;
    }

    List<StoredImage> images() throws EngineException {
        return each("/images/json", StoredImage::of);
    }

    /// The images of all containers of everybody, running or not.
    Set<ImageDigest> used() throws EngineException {
        return Set.copyOf(
                each("/containers/json?all=true", it -> new ImageDigest(text(it, "ImageID"))));
    }

    /// Without force: the engine refuses it for an image that is used after all. Nothing of other
    /// images goes along.
    void remove(String reference) throws EngineException {
        try {
            api.call(REMOVAL, client -> client.removeImageCmd(reference).withNoPrune(true).exec());
        } catch (EngineException.Refused e) {
            if (e.status() != 404) {
                throw e;
            }
        }
    }

    private <T> List<T> each(String path, Function<JsonNode, T> read) throws EngineException {
        var all = new ArrayList<T>();
        try {
            for (var it : api.get(EnginePath.list(path, Map.of()))) {
                all.add(read.apply(it));
            }
            return all;
        } catch (IllegalArgumentException e) {
            throw new EngineException.Silent(
                    "the engine's answer is not understood: " + e.getMessage(), e);
        }
    }

    private static String text(JsonNode object, String key) {
        return object.path(key).asText();
    }
}
