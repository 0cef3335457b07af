package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Maps whose values the engine wants as texts, whatever they are in the file. Pure.
final class Texts {
    private Texts() {}

    static ObjectNode of(JsonNode object) {
        var texts = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(it -> texts.put(it.getKey(), it.getValue().asText("")));
        return texts;
    }

    /// The variables of an environment as `NAME=value`; one without a value is its bare name, which
    /// takes the image's variable away.
    static ArrayNode variables(JsonNode environment) {
        var variables = JsonNodeFactory.instance.arrayNode();
        environment
                .properties()
                .forEach(it ->
                        variables.add(
                                it.getValue().isNull()
                                        ? it.getKey()
                                        : it.getKey() + "=" + it.getValue().asText()));
        return variables;
    }
}
