package dev.towline.agent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.ids.CommitSha;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/// One deployment from its order to its end. All clocks are this machine's.
///
/// @param ordered before the order was sent
/// @param answered when its answer was there
/// @param told what the coordinator has of it, each with the agent's time
record BenchDeployment(Instant ordered, Instant answered, String state, List<JsonNode> told) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Orders and waits; forced, for a bad commit is in quarantine from its first time on.
    static BenchDeployment of(TestSite site, CommitSha sha) {
        var ordered = Instant.now();
        var id = site.operator().force(TestSite.STAGING, sha, "a benchmark");
        var answered = Instant.now();
        var state = site.operator().awaitOutcome(id, PATIENCE);
        var events = site.operator().events(id);
        return new BenchDeployment(
                ordered,
                answered,
                state,
                StreamSupport.stream(events.spliterator(), false)
                        .map(it -> it.path("data"))
                        .toList());
    }

    BenchDeployment expect(String wanted) {
        if (!state.equals(wanted)) {
            throw new DemoException("a deployment ended " + state + ", not " + wanted);
        }
        return this;
    }

    Instant began(String phase) {
        return first(TestSite.started(phase));
    }

    Instant failed(String phase) {
        return first(it ->
                it.path("phase").asText().equals(phase)
                        && it.path("moment").asText().equals("failed"));
    }

    Instant ended() {
        return first(it -> it.path("type").asText().equals("outcome"));
    }

    private Instant first(Predicate<JsonNode> wanted) {
        return told.stream()
                .filter(it -> wanted.test(it.path("event")))
                .map(it -> Instant.parse(it.path("at").asText()))
                .findFirst()
                .orElseThrow(() -> new DemoException("an event is missing: " + told));
    }
}
