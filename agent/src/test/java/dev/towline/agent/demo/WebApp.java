package dev.towline.agent.demo;

import dev.towline.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// A service of the demo's stack as its users see it: by HTTP on a published port.
record WebApp(int port) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /// The commit that `/health` names; empty where it does not answer.
    String answeringSha() {
        try {
            var answer = get("/health");
            return answer.statusCode() == 200
                    ? Json.MAPPER.readTree(answer.body()).path("git_sha").asText()
                    : "";
        } catch (IOException _) {
            return "";
        }
    }

    /// Whether the page says just this; not where nothing answers.
    boolean says(String path, String text) {
        try {
            var answer = get(path);
            return answer.statusCode() == 200 && answer.body().strip().equals(text);
        } catch (IOException _) {
            return false;
        }
    }

    private HttpResponse<String> get(String path) throws IOException {
        try {
            var request = HttpRequest.newBuilder(at(path)).timeout(PATIENCE).build();
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw DemoException.interrupted("ask " + at(path), e);
        }
    }
}
