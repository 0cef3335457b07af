package dev.towline.coordinator.environment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.coordinator.policy.Cron;
import dev.towline.coordinator.policy.EnvironmentPolicy;
import dev.towline.coordinator.policy.FreezeWindow;
import dev.towline.coordinator.policy.Rank;
import dev.towline.coordinator.rollout.Plan;
import dev.towline.ids.EnvironmentName;
import dev.towline.settings.DurationText;
import dev.towline.wire.DriftPolicy;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An environment's policy as it is written and shown; what is not said is as usual.
///
/// @param reason whether one is required; null: it is
/// @param builds whether a passed build is required
/// @param maximumBuildAge as `7d`
@JsonInclude(JsonInclude.Include.NON_NULL)
record PolicyDocument(
        @Nullable String confirm,
        @Nullable Boolean reason,
        @Nullable Rank minimumRole,
        @Nullable List<@Nullable String> deployers,
        @Nullable Boolean builds,
        @Nullable Boolean descendants,
        @Nullable Promotion promotion,
        @Nullable List<@Nullable Freeze> freeze,
        @Nullable Approval approval,
        @Nullable Boolean quarantine,
        @Nullable String maximumBuildAge,
        @Nullable DriftPolicy drift,
        @Nullable RolloutForm rollout) {
    private static final String USUAL_WORD = "DEPLOY";
    private static final String USUAL_EXPIRY = "24h";

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Promotion(@Nullable Requirement requires) {}

    /// @param accepted only true can be wanted
    /// @param soak as `30m`
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Requirement(
            @Nullable EnvironmentName environment,
            @Nullable Boolean accepted,
            @Nullable String soak) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Freeze(@Nullable String cron, @Nullable String duration, @Nullable String timeZone) {}

    /// @param expiresAfter as `4h`
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Approval(@Nullable String expiresAfter) {}

    static PolicyDocument of(String word) {
        return new PolicyDocument(
                word, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    static final PolicyDocument USUAL = of(USUAL_WORD);

    /// The same, with its word.
    PolicyDocument withWord() {
        return new PolicyDocument(
                word(),
                reason,
                minimumRole,
                deployers,
                builds,
                descendants,
                promotion,
                freeze,
                approval,
                quarantine,
                maximumBuildAge,
                drift,
                rollout);
    }

    String word() {
        return Optional.ofNullable(confirm).orElse(USUAL_WORD);
    }

    /// The rules, of a document that was checked.
    EnvironmentPolicy rules() {
        return new EnvironmentPolicy(
                word(),
                !Boolean.FALSE.equals(reason),
                Optional.ofNullable(minimumRole).orElse(Rank.DEPLOYER),
                deployers == null
                        ? List.of()
                        : deployers.stream().map(Objects::requireNonNull).toList(),
                Boolean.TRUE.equals(builds),
                Boolean.TRUE.equals(descendants),
                promotedFrom(),
                freezes(),
                approval == null
                        ? null
                        : new EnvironmentPolicy.Approval(
                                span(approval.expiresAfter(), USUAL_EXPIRY)),
                Boolean.TRUE.equals(quarantine),
                maximumBuildAge == null ? null : span(maximumBuildAge, "0s"),
                drift);
    }

    /// How releases go over the VMs; empty: to all at once.
    Optional<Plan> plan() {
        return Optional.ofNullable(rollout).map(RolloutForm::plan);
    }

    private EnvironmentPolicy.@Nullable Promotion promotedFrom() {
        var requires = promotion == null ? null : promotion.requires();
        return requires == null
                ? null
                : new EnvironmentPolicy.Promotion(
                        Objects.requireNonNull(requires.environment()),
                        span(requires.soak(), "0s"));
    }

    private List<FreezeWindow> freezes() {
        return freeze == null
                ? List.of()
                : freeze.stream().map(Objects::requireNonNull).map(PolicyDocument::window).toList();
    }

    private static FreezeWindow window(Freeze freeze) {
        return new FreezeWindow(
                Cron.parse(Objects.requireNonNull(freeze.cron())),
                span(freeze.duration(), "0s"),
                ZoneId.of(Optional.ofNullable(freeze.timeZone()).orElse("UTC")));
    }

    private static Duration span(@Nullable String text, String usual) {
        return DurationText.parse(text == null ? usual : text).orElseThrow();
    }
}
