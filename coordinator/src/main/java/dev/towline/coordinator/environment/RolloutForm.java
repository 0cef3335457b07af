package dev.towline.coordinator.environment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.rollout.Plan;
import dev.towline.settings.DurationText;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How releases go over the VMs, as it is written and shown; what is not said is as usual.
///
/// @param wave a number of VMs, or a part of all as `25%`
/// @param pause as `5m`
@JsonInclude(JsonInclude.Include.NON_NULL)
record RolloutForm(
        @Nullable Integer canary,
        @Nullable JsonNode wave,
        @JsonProperty("wait") @Nullable String pause,
        @Nullable String progressDeadline,
        @Nullable String awayAfter,
        Plan.@Nullable OnFailure onFailure) {
    private static final String FIELD = "policy.rollout.";
    private static final int MOST_VMS = 10_000;
    private static final Pattern PERCENT = Pattern.compile("(100|[1-9][0-9]?)%");

    /// An agent is silent for a minute at a time: its wait, and its longest pause.
    private static final Span AWAY = new Span("awayAfter", "2m", 90);

    private static final Span DEADLINE = new Span("progressDeadline", "15m", 60);
    private static final Span PAUSE = new Span("wait", "0s", 0);
    private static final Duration LONGEST = Duration.ofDays(7);

    private record Span(String name, String usual, long fewestSeconds) {
        Duration of(@Nullable String text) {
            return DurationText.parse(Optional.ofNullable(text).orElse(usual))
                    .filter(it -> it.compareTo(Duration.ofSeconds(fewestSeconds)) >= 0)
                    .filter(it -> it.compareTo(LONGEST) <= 0)
                    .orElseThrow(() ->
                            Refusal.unusable(
                                    FIELD + name,
                                    "it is no duration that can be used",
                                    fewestSeconds + "s to 7d, as 90s, 5m or 1h"));
        }
    }

    /// The plan.
    ///
    /// @throws Refusal 422 with the field that cannot be used
    Plan plan() {
        return new Plan(
                count("canary", Optional.ofNullable(canary).orElse(1), 0),
                share(),
                PAUSE.of(pause),
                DEADLINE.of(progressDeadline),
                AWAY.of(awayAfter),
                Optional.ofNullable(onFailure).orElse(Plan.OnFailure.LEAVE));
    }

    private Plan.Share share() {
        if (wave == null || wave.isNull()) {
            return new Plan.Share(25, Plan.Unit.PERCENT);
        }
        if (wave.isInt()) {
            return new Plan.Share(count("wave", wave.intValue(), 1), Plan.Unit.VMS);
        }
        var percent = PERCENT.matcher(wave.isTextual() ? wave.textValue() : "");
        if (!percent.matches()) {
            throw Refusal.unusable(
                    FIELD + "wave",
                    "it is neither a number of VMs nor a part of them",
                    "1 to " + MOST_VMS + ", or \"1%\" to \"100%\"");
        }
        return new Plan.Share(Integer.parseInt(percent.group(1)), Plan.Unit.PERCENT);
    }

    private static int count(String name, int number, int fewest) {
        if (number < fewest || number > MOST_VMS) {
            throw Refusal.unusable(FIELD + name, "it is " + number, fewest + " to " + MOST_VMS);
        }
        return number;
    }
}
