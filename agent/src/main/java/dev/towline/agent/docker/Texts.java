package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Maps whose values the engine wants as texts, whatever they are in the file.
final class Texts {
    private Texts() {}

    static ObjectNode of(JsonNode object) {
        var texts = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(it -> texts.put(it.getKey(), it.getValue().asText()));
        return texts;
    }
}
