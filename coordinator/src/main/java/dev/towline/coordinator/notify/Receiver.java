package dev.towline.coordinator.notify;

import dev.towline.ids.EnvironmentName;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Somebody who is told what happens in an environment.
///
/// @param secret what messages are signed with, or the token to show; null: the URL is the secret
/// @param report what is told there; means nothing elsewhere
/// @param repository `owner/name`, at GitHub; null elsewhere
record Receiver(
        EnvironmentName environment,
        String name,
        Kind kind,
        Destination url,
        @Nullable Secret secret,
        @Nullable String repository,
        GithubReport report,
        Set<Topic> topics) {
    Receiver {
        topics = Set.copyOf(topics);
    }

    String subject() {
        return environment + "/" + name;
    }

    /// The secret, which its kind must have.
    String requiredSecret() {
        if (secret == null) {
            throw new IllegalStateException("the receiver " + subject() + " has no secret");
        }
        return secret.text();
    }

    /// A text that is never shown.
    record Secret(String text) {
        @Override
        public String toString() {
            return "…";
        }
    }
}
