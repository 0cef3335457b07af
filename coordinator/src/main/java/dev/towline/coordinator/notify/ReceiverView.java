package dev.towline.coordinator.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.ids.EnvironmentName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A receiver as it is shown: without its secrets.
record ReceiverView(
        EnvironmentName environment,
        String name,
        Kind kind,
        String url,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String repository,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable GithubReport report,
        List<Topic> events,
        Progress progress) {

    /// What became of what it was to be told.
    ///
    /// @param givenUp what it will never be told
    /// @param nextTry null: as soon as there is something to tell
    record Progress(
            long waiting,
            long delivered,
            long givenUp,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant lastDelivered,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Failure lastFailure,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant nextTry) {}

    record Failure(Instant at, String what) {}

    static ReceiverView of(Receiver receiver, Progress progress) {
        return new ReceiverView(
                receiver.environment(),
                receiver.name(),
                receiver.kind(),
                switch (receiver.kind()) {
                    case SLACK, TEAMS -> receiver.url().masked();
                    case GENERIC, GITHUB -> receiver.url().shown();
                },
                receiver.repository(),
                receiver.kind() == Kind.GITHUB ? receiver.report() : null,
                receiver.topics().stream().sorted().toList(),
                progress);
    }
}
