package dev.towline.agent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.demo.Screen.Tone;
import dev.towline.ids.CommitSha;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// Tells a deployment while it runs, from the events that the coordinator has of it.
final class LiveDeployment {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /// Phases that pass in a moment, and have nothing to do for this stack.
    private static final Set<String> QUIET = Set.of("receive", "guard", "before-hooks");

    private final Screen screen;
    private final Operator operator;
    private final String id;
    private final Map<String, String> captions;
    private final Map<String, Instant> started = new TreeMap<>();
    private int told;
    private int steps;

    LiveDeployment(Screen screen, Operator operator, String id, CommitSha sha) {
        this.screen = screen;
        this.operator = operator;
        this.id = id;
        this.captions =
                Map.of(
                        "prepare", "commit and images are on the VM, nothing was touched yet",
                        "verify", "/health names " + sha.abbreviated() + ", stable, right images",
                        "contract", "the check in the api's container passed",
                        "accept", "from here on a rollback comes back to this");
    }

    /// Returns the outcome, as `accepted`.
    String tell() {
        try {
            return Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(PAUSE)
                    .until(this::news, it -> !it.isEmpty());
        } catch (ConditionTimeoutException e) {
            throw new DemoException("deployment " + id + " goes on and on", e);
        }
    }

    /// The outcome, empty as long as there is none.
    private String news() {
        var outcome = operator.deployment(id).path("outcome").asText("");
        var events = operator.events(id);
        while (told < events.size()) {
            var data = events.get(told++).path("data");
            tell(data.path("event"), Instant.parse(data.path("at").asText()));
        }
        return outcome.equals("null") ? "" : outcome;
    }

    private void tell(JsonNode event, Instant at) {
        switch (event.path("type").asText()) {
            case "phase" -> phase(event, at);
            case "step" -> steps++;
            case "check" -> evidence(event);
            default -> {}
        }
    }

    private void evidence(JsonNode check) {
        var evidence = check.path("evidence");
        if (check.path("verdict").asText().equals("failed") && evidence.isObject()) {
            screen.line("evidence", Tone.BAD, evidence.toString());
        }
    }

    private void phase(JsonNode event, Instant at) {
        var phase = event.path("phase").asText();
        var message = event.path("message").asText();
        switch (event.path("moment").asText()) {
            case "started" -> {
                started.put(phase, at);
                steps = 0;
                if (phase.equals("roll-back")) {
                    screen.line(phase, Tone.BAD, "back to the release that was accepted last");
                }
            }
            case "passed" -> {
                if (!QUIET.contains(phase)) {
                    screen.line(phase, Tone.GOOD, said(phase, message) + took(phase, at));
                }
            }
            default -> screen.line(phase, Tone.BAD, "failed: " + brief(message));
        }
    }

    private String said(String phase, String message) {
        if (!message.isEmpty()) {
            return brief(message);
        }
        return phase.equals("switch")
                ? "files and containers are changed, %d steps".formatted(steps)
                : captions.getOrDefault(phase, "passed");
    }

    /// On one line, with commits as people write them.
    static String brief(String message) {
        return message.strip()
                .replaceAll("\\s*\n\\s*", "; ")
                .replaceAll("\\b([0-9a-f]{7})[0-9a-f]{33}\\b", "$1");
    }

    private String took(String phase, Instant at) {
        var span = Duration.between(started.getOrDefault(phase, at), at);
        return screen.toned(
                Tone.FAINT, String.format(Locale.ROOT, "  %.1f s", Screen.seconds(span)));
    }
}
