package dev.towline.coordinator.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// A status of the commit that a deployment is of, a deployment of GitHub's, or both.
///
/// A status has no identity of its own: the newest of a context counts, so to set it twice is to
/// set it once.
final class GithubForm implements Form {
    static final int LONGEST_DESCRIPTION = 140;

    private record Status(
            String state,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("target_url")
                    @Nullable String url,
            String description,
            String context) {}

    @Override
    public Reply tell(Receiver receiver, Notification notification, Exchange exchange)
            throws InterruptedException {
        var api = new GithubApi(receiver, exchange);
        if (notification.event() == Topic.PING) {
            return api.get("");
        }
        return switch (receiver.report()) {
            case STATUS -> setStatus(api, notification);
            case DEPLOYMENT -> new GithubDeployment(api, notification).tell();
            case BOTH -> {
                var reply = setStatus(api, notification);
                yield reply.good() ? new GithubDeployment(api, notification).tell() : reply;
            }
        };
    }

    private static Reply setStatus(GithubApi api, Notification notification)
            throws InterruptedException {
        var status =
                new Status(
                        state(notification.datum("state")),
                        notification.url(),
                        Excerpt.of(notification.text(), LONGEST_DESCRIPTION),
                        "towline/" + notification.environment());
        return api.post("/statuses/" + notification.datum("sha"), status);
    }

    /// What is left of a commit that a newer one took over from is neither good nor bad.
    private static String state(String state) {
        return switch (state) {
            case "pending", "running", "halted" -> "pending";
            case "accepted" -> "success";
            case "superseded" -> "error";
            default -> "failure";
        };
    }
}
