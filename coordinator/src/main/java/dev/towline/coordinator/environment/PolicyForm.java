package dev.towline.coordinator.environment;

import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Wanted;
import dev.towline.coordinator.policy.Cron;
import dev.towline.ids.EnvironmentName;
import dev.towline.settings.DurationText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks a policy before it is stored, so that a stored one can be used.
final class PolicyForm {
    private static final int LONGEST_WORD = 50;
    private static final int LONGEST_NAME = 400;
    private static final int MOST_NAMES = 200;
    private static final int MOST_FREEZES = 50;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONGEST_FREEZE = Duration.ofDays(31);
    private static final Duration LONGEST_WAIT = Duration.ofDays(7);
    private static final Duration LONGEST_AGE = Duration.ofDays(366);

    private PolicyForm() {}

    /// The policy; the usual one where there is none.
    ///
    /// @throws Refusal 422 with the field that cannot be used
    static PolicyDocument checked(EnvironmentName name, @Nullable PolicyDocument policy) {
        if (policy == null) {
            return PolicyDocument.USUAL;
        }
        Wanted.line("policy.confirm", policy.word(), LONGEST_WORD);
        checkDeployers(policy.deployers());
        checkPromotion(name, policy.promotion());
        checkFreezes(policy.freeze());
        if (policy.approval() != null && policy.approval().expiresAfter() != null) {
            span("policy.approval.expiresAfter", policy.approval().expiresAfter(), LONGEST_WAIT);
        }
        if (policy.maximumBuildAge() != null) {
            span("policy.maximumBuildAge", policy.maximumBuildAge(), LONGEST_AGE);
        }
        var _ = policy.plan();
        return policy.withWord();
    }

    private static void checkDeployers(@Nullable List<@Nullable String> names) {
        bounded("policy.deployers", names, MOST_NAMES);
        for (var i = 0; names != null && i < names.size(); i++) {
            Wanted.line("policy.deployers[" + i + "]", names.get(i), LONGEST_NAME);
        }
    }

    private static void checkPromotion(
            EnvironmentName name, PolicyDocument.@Nullable Promotion promotion) {
        if (promotion == null) {
            return;
        }
        var field = "policy.promotion.requires";
        var requires = Wanted.present(field, promotion.requires());
        var source = Wanted.present(field + ".environment", requires.environment());
        if (source.equals(name)) {
            throw Refusal.unusable(
                    field + ".environment", "an environment is not promoted from itself", null);
        }
        if (Boolean.FALSE.equals(requires.accepted())) {
            throw Refusal.unusable(
                    field + ".accepted", "what was not accepted is not promoted", "true");
        }
        if (requires.soak() != null && !requires.soak().equals("0s")) {
            span(field + ".soak", requires.soak(), LONGEST_AGE);
        }
    }

    private static void checkFreezes(@Nullable List<PolicyDocument.@Nullable Freeze> freezes) {
        bounded("policy.freeze", freezes, MOST_FREEZES);
        for (var i = 0; freezes != null && i < freezes.size(); i++) {
            var field = "policy.freeze[" + i + "]";
            check(field, Wanted.present(field, freezes.get(i)));
        }
    }

    private static void check(String field, PolicyDocument.Freeze freeze) {
        var cron = Wanted.present(field + ".cron", freeze.cron());
        try {
            Cron.parse(cron);
        } catch (IllegalArgumentException e) {
            throw Refusal.unusable(
                    field + ".cron", String.valueOf(e.getMessage()), "five fields, as 0 16 * * 5");
        }
        span(field + ".duration", freeze.duration(), LONGEST_FREEZE);
        if (freeze.timeZone() != null) {
            checkZone(field + ".timeZone", freeze.timeZone());
        }
    }

    private static void checkZone(String field, String zone) {
        try {
            ZoneId.of(zone);
        } catch (DateTimeException _) {
            throw Refusal.unusable(field, "there is no such time zone", "as Europe/Berlin or UTC");
        }
    }

    private static void bounded(String field, @Nullable List<?> values, int most) {
        if (values != null && values.size() > most) {
            throw Refusal.unusable(
                    field, "there are " + values.size() + " of them", most + " at most");
        }
    }

    private static void span(String field, @Nullable String text, Duration longest) {
        var limit = "1m to " + longest.toDays() + "d, as 30m, 4h or 7d";
        var span = DurationText.parse(Wanted.present(field, text));
        if (span.filter(it -> it.compareTo(MINUTE) >= 0 && it.compareTo(longest) <= 0).isEmpty()) {
            throw Refusal.unusable(field, "it is no duration that can be used", limit);
        }
    }
}
