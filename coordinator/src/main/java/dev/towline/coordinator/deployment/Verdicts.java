package dev.towline.coordinator.deployment;

import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.policy.BrokenRule;
import dev.towline.coordinator.policy.Decision;
import dev.towline.coordinator.policy.Rule;
import dev.towline.wire.Problem;

/// What callers are told of decisions against them.
final class Verdicts {
    private Verdicts() {}

    static Refusal refusal(Decision.Refused refused) {
        return Refusal.unusable(refused.field(), refused.rule(), refused.remedy());
    }

    /// 403 where it is about who asks, 422 where it is about what is asked.
    static Refusal refusal(Decision.Forbidden forbidden) {
        var personal =
                forbidden.rules().stream().map(BrokenRule::rule).anyMatch(Verdicts::isPersonal);
        return Refusal.byPolicy(
                personal ? 403 : 422, forbidden.rules().stream().map(Verdicts::told).toList());
    }

    private static boolean isPersonal(Rule rule) {
        return switch (rule) {
            case MINIMUM_ROLE, DEPLOYERS, OVERRIDES, APPROVAL -> true;
            case BUILDS, MAXIMUM_BUILD_AGE, DESCENDANTS, PROMOTION, FREEZE, QUARANTINE -> false;
        };
    }

    private static Problem.Broken told(BrokenRule broken) {
        return new Problem.Broken(
                broken.rule().word(), broken.detail(), broken.facts(), broken.remedy());
    }
}
