package dev.towline.coordinator.policy;

import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.ImageDigest;
import dev.towline.wire.ContractBypass;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A request that meets a policy with every rule, and the facts that satisfy or break each.
final class Case {
    static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    static final ImageDigest ONE = new ImageDigest("sha256:" + "1".repeat(64));
    static final ImageDigest OTHER = new ImageDigest("sha256:" + "2".repeat(64));
    static final CommitSha SHA = new CommitSha("a".repeat(40));
    static final ContractBypass BYPASS = new ContractBypass("anne", "flaky", NOW.plusSeconds(60));

    private final Set<Rule> broken;
    private Set<Rule> overridden = EnumSet.noneOf(Rule.class);
    private boolean again;
    private DeployRequest.Kind kind = DeployRequest.Kind.DEPLOY;
    private Person requester = new Person("anne", "t1", Rank.ADMIN);
    private DeployRequest.@Nullable Approval approval =
            new DeployRequest.Approval(new Person("bob", "t2", Rank.ADMIN), "DEPLOY", "seen");

    private Case(Set<Rule> broken) {
        this.broken = broken;
    }

    static Case breaking(Set<Rule> rules) {
        return new Case(rules);
    }

    static Case breaking(Rule... rules) {
        return new Case(Set.of(rules));
    }

    Case overriding(Set<Rule> rules) {
        overridden = rules;
        return this;
    }

    Case again() {
        again = true;
        return this;
    }

    Case rollback() {
        kind = DeployRequest.Kind.ROLLBACK;
        return this;
    }

    Case by(Person person) {
        requester = person;
        return this;
    }

    Case approvedBy(@Nullable Person person) {
        approval = person == null ? null : new DeployRequest.Approval(person, "DEPLOY", "seen");
        return this;
    }

    Decision decide() {
        var who =
                broken.contains(Rule.MINIMUM_ROLE) || broken.contains(Rule.OVERRIDES)
                        ? new Person(requester.name(), requester.token(), Rank.DEPLOYER)
                        : requester;
        var rules = broken.contains(Rule.OVERRIDES) ? EnumSet.of(Rule.DESCENDANTS) : overridden;
        var request =
                new DeployRequest(
                        kind,
                        new DeployRequest.Texts(SHA.hex(), "DEPLOY", "a fix"),
                        new Force(again, rules),
                        who,
                        broken.contains(Rule.APPROVAL) ? null : approval);
        return DeployPolicy.decide(request, new Situation(policy(), facts(), NOW));
    }

    private boolean breaks(Rule rule) {
        return broken.contains(rule);
    }

    private EnvironmentPolicy policy() {
        var freeze =
                new FreezeWindow(
                        Cron.parse(breaks(Rule.FREEZE) ? "0 11 * * *" : "0 13 * * *"),
                        Duration.ofHours(2),
                        ZoneOffset.UTC);
        return new EnvironmentPolicy(
                "DEPLOY",
                true,
                breaks(Rule.MINIMUM_ROLE) ? Rank.ADMIN : Rank.DEPLOYER,
                List.of(breaks(Rule.DEPLOYERS) ? "carol" : "anne"),
                true,
                true,
                new EnvironmentPolicy.Promotion(
                        new EnvironmentName("staging"), Duration.ofMinutes(30)),
                List.of(freeze),
                new EnvironmentPolicy.Approval(Duration.ofHours(4)),
                true,
                Duration.ofDays(7),
                null);
    }

    private Facts facts() {
        var age = Duration.ofDays(breaks(Rule.MAXIMUM_BUILD_AGE) ? 8 : 1);
        var soak = Duration.ofMinutes(breaks(Rule.PROMOTION) ? 29 : 30);
        return new Facts(
                List.of(),
                new Facts.Build(!breaks(Rule.BUILDS), Map.of("api", ONE), NOW.minus(age)),
                List.of(accepted(Map.of("api", ONE), NOW.minus(soak))),
                null,
                breaks(Rule.QUARANTINE) ? new DeploymentId("production-3") : null,
                BYPASS);
    }

    static Facts.Acceptance accepted(Map<String, ImageDigest> images, Instant since) {
        return new Facts.Acceptance(new DeploymentId("staging-2"), images, since, null, "");
    }
}
