package dev.towline.agent.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Reads the engine's JSON as trees: a typed model would lose what it does not know.
final class ResponseJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int LARGEST = 16 * 1024 * 1024;
    private static final int LONGEST_MESSAGE = 2000;

    private ResponseJson() {}

    /// The whole body; a missing node where there is none.
    static JsonNode read(Response response) throws IOException {
        var bytes = response.getBody().readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new IOException("the answer is larger than " + LARGEST + " bytes");
        }
        if (bytes.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            var cut = new EOFException("the answer is not whole JSON");
            cut.initCause(e);
            throw cut;
        }
    }

    /// The engine's own words for an error.
    static String message(Response response) throws IOException {
        var bytes = response.getBody().readNBytes(LONGEST_MESSAGE);
        return message(new String(bytes, StandardCharsets.UTF_8));
    }

    /// The `message` of an error's JSON, or the text itself where it is none.
    static String message(String body) {
        try {
            var message = MAPPER.readTree(body).path("message");
            return message.isTextual() ? message.asText() : capped(body);
        } catch (JsonProcessingException e) {
            // Not every error of the engine, or of a proxy before it, is JSON.
            return capped(body);
        }
    }

    private static String capped(String text) {
        var line = text.strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE);
    }
}
