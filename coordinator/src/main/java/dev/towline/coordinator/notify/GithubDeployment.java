package dev.towline.coordinator.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.wire.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A deployment as GitHub knows it, with its states.
///
/// Its task carries our deployment's id, by which it is found again: nothing has to be remembered
/// here, and a kill between making it and hearing of it makes no second one.
record GithubDeployment(GithubApi api, Notification notification) {

    private record Wanted(
            String ref,
            String task,
            String environment,
            String description,
            @JsonProperty("auto_merge") boolean merges,
            @JsonProperty("required_contexts") List<String> contexts) {}

    private record State(
            String state,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("log_url")
                    @Nullable String url,
            String description) {}

    Reply tell() throws InterruptedException {
        var found = api.get("/deployments?per_page=1&task=" + task() + "&sha=" + sha());
        if (!(found instanceof Reply.Answered answered) || !answered.good()) {
            return found;
        }
        var id = id(answered, "/0/id");
        return id.isPresent() ? setState(id.get()) : make();
    }

    private Reply make() throws InterruptedException {
        var wanted =
                new Wanted(
                        sha(),
                        task(),
                        notification.environment().value(),
                        description(),
                        false,
                        List.of());
        var made = api.post("/deployments", wanted);
        if (!(made instanceof Reply.Answered answered) || !answered.good()) {
            return made;
        }
        var id = id(answered, "/id");
        return id.isPresent() ? setState(id.get()) : new Reply.Failed("the answer has no id");
    }

    private Reply setState(long id) throws InterruptedException {
        return api.post(
                "/deployments/" + id + "/statuses",
                new State(state(), notification.url(), description()));
    }

    private static Optional<Long> id(Reply.Answered answered, String pointer) {
        try {
            return Optional.of(Json.read(answered.body(), JsonNode.class).at(pointer))
                    .filter(JsonNode::isIntegralNumber)
                    .map(JsonNode::asLong);
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private String sha() {
        return notification.datum("sha");
    }

    private String task() {
        return "towline-" + notification.datum("deployment");
    }

    private String description() {
        return Excerpt.of(notification.text(), GithubForm.LONGEST_DESCRIPTION);
    }

    private String state() {
        return switch (notification.datum("state")) {
            case "pending" -> "queued";
            case "running", "halted" -> "in_progress";
            case "accepted" -> "success";
            case "superseded" -> "inactive";
            default -> "failure";
        };
    }
}
