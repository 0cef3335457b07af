package dev.towline.coordinator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.policy.Facts.Acceptance;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.ImageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What counts as proven elsewhere.
final class PromotionRuleTest {
    private static final Map<String, ImageDigest> IMAGES = Map.of("api", Case.ONE);
    private static final Instant LONG_AGO = Case.NOW.minus(Duration.ofDays(2));

    private static Acceptance accepted(
            Map<String, ImageDigest> images, @Nullable Instant until, String warning) {
        return new Acceptance(new DeploymentId("staging-2"), images, LONG_AGO, until, warning);
    }

    private static Optional<String> broken(Acceptance... promoted) {
        var usual = EnvironmentPolicy.usual("DEPLOY");
        var policy =
                new EnvironmentPolicy(
                        usual.confirmation(),
                        true,
                        Rank.DEPLOYER,
                        List.of(),
                        true,
                        false,
                        new EnvironmentPolicy.Promotion(
                                new EnvironmentName("staging"), Duration.ofHours(1)),
                        List.of(),
                        null,
                        false,
                        null,
                        null);
        var facts =
                new Facts(
                        List.of(),
                        new Facts.Build(true, IMAGES, LONG_AGO),
                        List.of(promoted),
                        null,
                        null,
                        null);
        return PromotionRule.broken(new Situation(policy, facts, Case.NOW)).map(BrokenRule::detail);
    }

    @Test
    void isSatisfiedByAnyAcceptanceThatWillDo() {
        assertThat(broken(accepted(IMAGES, null, "contract failed"), accepted(IMAGES, null, "")))
                .isEmpty();
    }

    @Test
    void needsAnAcceptance() {
        assertThat(broken()).contains("the commit was not accepted in staging");
    }

    @Test
    void doesNotCountOneWithAWarning() {
        assertThat(broken(accepted(IMAGES, null, "contract failed")))
                .contains("it was accepted with a warning: contract failed");
    }

    @Test
    void doesNotCountOneWithOtherDigests() {
        assertThat(broken(accepted(Map.of("api", Case.OTHER), null, "")))
                .contains("it was accepted with other digests of api");
        assertThat(broken(accepted(Map.of(), null, "")))
                .contains("it was accepted with other digests of api");
        assertThat(broken(accepted(Map.of("api", Case.ONE, "db", Case.ONE), null, "")))
                .contains("it was accepted with other digests of db");
    }

    @Test
    void countsOnlyTheTimeInWhichItRan() {
        var replaced = LONG_AGO.plus(Duration.ofMinutes(59));

        assertThat(broken(accepted(IMAGES, replaced, ""))).contains("it ran for PT59M only");
        assertThat(broken(accepted(IMAGES, replaced.plusSeconds(60), ""))).isEmpty();
    }
}
