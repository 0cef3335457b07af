package dev.towline.agent.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ImagePin;
import dev.towline.ids.ImageDigest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Set;

/// Projects for tests, written as relaxed JSON and with every image resolved.
///
/// An image's name says how its containers behave, see `FakeContainer`; `postgres` declares the
/// volume `/data`.
final class Stacks {
    private static final JsonMapper RELAXED =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
                    .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                    .build();

    private Stacks() {}

    /// The project `shop` with these services, networks and volumes.
    static DesiredProject shop(String content) {
        try {
            return resolved(RELAXED.readTree("{name: 'shop', " + content + "}"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static DesiredProject resolved(JsonNode canonical) {
        var project = DesiredProject.of(canonical, "/srv/shop");
        var pins = new HashMap<String, ImagePin>();
        project.services().values().forEach(it -> pins.put(it.image(), pin(it.image())));
        return project.withImages(pins);
    }

    static ImagePin pin(String reference) {
        return new ImagePin(reference, digest(reference), null, null, declared(reference));
    }

    static ImageDigest digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return new ImageDigest(
                    "sha256:"
                            + HexFormat.of()
                                    .formatHex(
                                            digest.digest(text.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> declared(String reference) {
        return reference.startsWith("postgres") ? Set.of("/data") : Set.of();
    }
}
