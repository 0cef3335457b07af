package dev.towline.coordinator.notify;

import dev.towline.wire.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/// One repository in GitHub's REST API, version 2022-11-28.
record GithubApi(Receiver receiver, Exchange exchange) {

    Reply get(String path) throws InterruptedException {
        return exchange.send(request(path).GET());
    }

    Reply post(String path, Object body) throws InterruptedException {
        return exchange.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.bytes(body))));
    }

    private HttpRequest.Builder request(String path) {
        var api = receiver.url().uri().toString();
        var base = api.endsWith("/") ? api.substring(0, api.length() - 1) : api;
        return HttpRequest.newBuilder(URI.create(base + "/repos/" + receiver.repository() + path))
                .header("Authorization", "Bearer " + receiver.requiredSecret())
                .header("Accept", "application/vnd.github+json")
                .header("X-GitHub-Api-Version", "2022-11-28");
    }
}
