package dev.towline.coordinator.http;

import dev.towline.wire.Json;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;

/// Writes values as JSON answers.
final class Documents {
    private Documents() {}

    static void send(int status, Object body, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.status(status).send(Json.bytes(body));
    }
}
