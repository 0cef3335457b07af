package dev.towline.coordinator.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The rules about the commit and the moment.
final class ReleaseRules {
    private ReleaseRules() {}

    static Optional<BrokenRule> build(Situation situation) {
        var build = situation.facts().build();
        if (!situation.policy().passedBuild() || (build != null && build.passed())) {
            return Optional.empty();
        }
        var status = build == null ? "none" : "failed";
        return Optional.of(
                new BrokenRule(
                        Rule.BUILDS,
                        build == null
                                ? "CI registered no build of the commit"
                                : "the build of the commit failed",
                        Map.of("build", status),
                        "let CI register a passed build of the commit"));
    }

    static Optional<BrokenRule> buildAge(Situation situation) {
        var most = situation.policy().maximumBuildAge();
        var build = situation.facts().build();
        if (most == null) {
            return Optional.empty();
        }
        if (build == null) {
            return Optional.of(
                    tooOld("the age of the build is not known", Map.of("maximum", words(most))));
        }
        var age = Duration.between(build.recordedAt(), situation.now());
        return age.compareTo(most) <= 0
                ? Optional.empty()
                : Optional.of(
                        tooOld(
                                "the build is older than " + words(most),
                                Map.of(
                                        "recordedAt", build.recordedAt().toString(),
                                        "age", words(age),
                                        "maximum", words(most))));
    }

    private static BrokenRule tooOld(String detail, Map<String, String> facts) {
        return new BrokenRule(
                Rule.MAXIMUM_BUILD_AGE, detail, facts, "let CI build the commit anew");
    }

    static Optional<BrokenRule> freeze(Situation situation) {
        Instant now = situation.now();
        return situation.policy().freezes().stream()
                .flatMap(window ->
                        window.frozenUntil(now).map(end -> frozen(window, end, now)).stream())
                .findFirst();
    }

    private static BrokenRule frozen(FreezeWindow window, Instant end, Instant now) {
        return new BrokenRule(
                Rule.FREEZE,
                "the environment is frozen until " + end,
                Map.of("window", window.words(), "until", end.toString(), "now", now.toString()),
                "wait until " + end);
    }

    static Optional<BrokenRule> quarantine(DeployRequest request, Situation situation) {
        var failed = situation.facts().failedHere();
        if (!situation.policy().quarantine() || failed == null || request.force().again()) {
            return Optional.empty();
        }
        return Optional.of(
                new BrokenRule(
                        Rule.QUARANTINE,
                        "the commit failed here, and was not accepted since",
                        Map.of("deployment", failed.value()),
                        "order a commit that mends it, or try it again with \"force\": true"));
    }

    static String words(Duration duration) {
        return duration.toString();
    }
}
