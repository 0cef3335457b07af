package dev.towline.coordinator.policy;

import dev.towline.coordinator.policy.EnvironmentPolicy.Promotion;
import dev.towline.coordinator.policy.Facts.Acceptance;
import dev.towline.ids.ImageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Only what proved itself elsewhere: the same commit with the same digests, accepted there without
/// a warning, and left in place for a while.
final class PromotionRule {
    private PromotionRule() {}

    static Optional<BrokenRule> broken(Situation situation) {
        return situation
                .policy()
                .promotedFrom()
                .filter(_ -> satisfying(situation).isEmpty())
                .map(promotion -> broken(promotion, situation));
    }

    /// The acceptance that the rule is satisfied by.
    static Optional<Acceptance> satisfying(Situation situation) {
        return situation
                .policy()
                .promotedFrom()
                .flatMap(promotion ->
                        situation.facts().promoted().stream()
                                .filter(it -> missing(it, promotion, situation).isEmpty())
                                .findFirst());
    }

    private static BrokenRule broken(Promotion promotion, Situation situation) {
        var facts = new TreeMap<String, String>();
        facts.put("environment", promotion.environment().value());
        facts.put("soak", ReleaseRules.words(promotion.soak()));
        var newest = situation.facts().promoted().stream().findFirst();
        newest.ifPresent(it -> facts.putAll(seen(it, situation.now())));
        var detail =
                newest.flatMap(it -> missing(it, promotion, situation))
                        .orElse("the commit was not accepted in " + promotion.environment());
        return new BrokenRule(
                Rule.PROMOTION,
                detail,
                facts,
                "have the same commit with the same digests accepted in "
                        + promotion.environment()
                        + " for "
                        + ReleaseRules.words(promotion.soak()));
    }

    private static Map<String, String> seen(Acceptance acceptance, Instant now) {
        return Map.of(
                "deployment", acceptance.deployment().value(),
                "acceptedAt", acceptance.since().toString(),
                "soaked", ReleaseRules.words(acceptance.soaked(now)));
    }

    private static Optional<String> missing(
            Acceptance acceptance, Promotion promotion, Situation situation) {
        if (!acceptance.warning().isEmpty()) {
            return Optional.of("it was accepted with a warning: " + acceptance.warning());
        }
        var differing = differing(acceptance, situation);
        if (!differing.isEmpty()) {
            return Optional.of("it was accepted with other digests of " + differing);
        }
        var soaked = acceptance.soaked(situation.now());
        return soaked.compareTo(promotion.soak()) < 0
                ? Optional.of("it ran for " + ReleaseRules.words(soaked) + " only")
                : Optional.empty();
    }

    /// The images whose digests are not those of the build; where no build is asked for, the order
    /// takes over those that were accepted.
    private static String differing(Acceptance acceptance, Situation situation) {
        var build = situation.facts().build();
        if (!situation.policy().passedBuild() || build == null) {
            return "";
        }
        Map<String, ImageDigest> wanted = build.images();
        var names = new TreeSet<>(wanted.keySet());
        names.addAll(acceptance.images().keySet());
        return names.stream()
                .filter(name -> !isSame(wanted.get(name), acceptance.images().get(name)))
                .collect(Collectors.joining(", "));
    }

    private static boolean isSame(@Nullable ImageDigest one, @Nullable ImageDigest other) {
        return one != null && one.equals(other);
    }
}
