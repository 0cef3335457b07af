package dev.towline.agent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.ids.CommitSha;
import dev.towline.ids.ImageDigest;
import dev.towline.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/// A person with a token, who talks to a coordinator by its HTTP interface.
public final class Operator {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI coordinator;
    private final String token;

    Operator(URI coordinator, String token) {
        this.coordinator = coordinator;
        this.token = token;
    }

    public void define(String environment, String repository) {
        put("environments/" + environment, Map.of("repository", repository, "branch", "main"));
    }

    /// The same under a policy.
    void define(String environment, String repository, Map<String, Object> policy) {
        put(
                "environments/" + environment,
                Map.of("repository", repository, "branch", "main", "policy", policy));
    }

    /// What CI says of a build that passed.
    void register(CommitSha sha, Map<String, ImageDigest> images) {
        put("builds/" + sha, Map.of("status", "passed", "images", images));
    }

    public String joinToken(String environment) {
        return post("enrolments", Map.of("environment", environment)).path("joinToken").asText();
    }

    /// Orders the commit; the deployment's id.
    public String order(String environment, CommitSha sha, String reason) {
        return put(desired(environment), order(sha, reason)).path("deployment").asText();
    }

    private static String desired(String environment) {
        return "environments/" + environment + "/desired";
    }

    private static Map<String, String> order(CommitSha sha, String reason) {
        return Map.of("sha", sha.hex(), "confirm", "DEPLOY", "reason", reason);
    }

    /// Orders what the environment's policy is against; the problem that the coordinator answers.
    JsonNode refusal(String environment, CommitSha sha) {
        var body = BodyPublishers.ofString(Json.write(order(sha, "a try")));
        var answer = exchange(request(desired(environment)).PUT(body).build());
        if (answer.statusCode() != 422) {
            throw unexpected(answer);
        }
        return json(answer);
    }

    /// Orders the commit also where it is quarantined; the deployment's id.
    public String force(String environment, CommitSha sha, String reason) {
        var body = Map.of("sha", sha.hex(), "confirm", "DEPLOY", "reason", reason, "force", true);
        return put("environments/" + environment + "/desired", body).path("deployment").asText();
    }

    public JsonNode deployment(String id) {
        return get("deployments/" + id);
    }

    public JsonNode events(String id) {
        return get("deployments/" + id + "/events");
    }

    /// Waits for the deployment's end; its outcome.
    public String awaitOutcome(String id, Duration patience) {
        return Awaitility.await("end of " + id)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .ignoreException(DemoException.class)
                .until(() -> outcome(id), it -> !it.equals("pending") && !it.equals("running"));
    }

    private String outcome(String id) {
        return deployment(id).path("state").asText();
    }

    public JsonNode get(String path) {
        return send(request(path).header("Accept", "application/json").GET().build());
    }

    public JsonNode put(String path, Object body) {
        return send(request(path).PUT(BodyPublishers.ofString(Json.write(body))).build());
    }

    public JsonNode delete(String path) {
        return send(request(path).DELETE().build());
    }

    public JsonNode post(String path, Object body) {
        return send(request(path).POST(BodyPublishers.ofString(Json.write(body))).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(coordinator.resolve("/api/v1/" + path))
                .timeout(DEADLINE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private JsonNode send(HttpRequest request) {
        var answer = exchange(request);
        if (answer.statusCode() >= 300) {
            throw unexpected(answer);
        }
        return json(answer);
    }

    private static DemoException unexpected(HttpResponse<String> answer) {
        return new DemoException(
                answer.request().method()
                        + " "
                        + answer.uri()
                        + " answered "
                        + answer.statusCode()
                        + ": "
                        + answer.body());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new DemoException("could not read what " + answer.uri() + " answered", e);
        }
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new DemoException("could not reach " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted", e);
        }
    }
}
