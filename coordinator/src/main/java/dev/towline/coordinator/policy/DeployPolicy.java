package dev.towline.coordinator.policy;

import dev.towline.coordinator.policy.DeployRequest.Kind;
import dev.towline.ids.CommitSha;
import dev.towline.ids.ImageDigest;
import dev.towline.wire.ContractBypass;
import dev.towline.wire.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides whether something may be deployed.
///
/// First the request must say what is wanted; then all of the environment's rules are looked at, so
/// that all that is in the way is told at once. A rule that an admin overrides is not in the way,
/// and is named in the decision. A second person's approval is asked for only when nothing else is
/// in the way.
public final class DeployPolicy {
    private DeployPolicy() {}

    public static Decision decide(DeployRequest request, Situation situation) {
        var refused = RequestForm.broken(request, situation);
        if (refused.isPresent()) {
            return refused.get();
        }
        var broken = broken(request, situation);
        var inTheWay = broken.stream().filter(it -> !isOverridden(it.rule(), request)).toList();
        if (!inTheWay.isEmpty()) {
            return new Decision.Forbidden(inTheWay);
        }
        var texts = request.texts();
        var sha = commit(texts.sha(), situation.facts().matching()).orElseThrow();
        var reason = texts.reason() == null ? "" : texts.reason();
        var approval = situation.policy().approval();
        if (approval != null
                && request.approval() == null
                && !isOverridden(Rule.APPROVAL, request)) {
            return new Decision.NeedsApproval(sha, reason, approval.expiresAfter());
        }
        return new Decision.Allowed(
                sha, reason, terms(request, situation), overridden(broken, request, situation));
    }

    /// Whether the text may name a commit at all: 7 to 40 lower-case hex digits.
    public static boolean namesCommit(@Nullable String sha) {
        return RequestForm.namesCommit(sha);
    }

    /// The one commit that the text names, itself or among those that match.
    public static Optional<CommitSha> commit(@Nullable String sha, List<CommitSha> matching) {
        return RequestForm.commit(sha, matching);
    }

    private static List<BrokenRule> broken(DeployRequest request, Situation situation) {
        var policy = situation.policy();
        var person = request.requester();
        return Stream.of(
                        PersonRules.role(person, policy),
                        PersonRules.deployers(person, policy),
                        PersonRules.overrides(request),
                        ReleaseRules.build(situation),
                        ReleaseRules.buildAge(situation),
                        request.kind() == Kind.ROLLBACK
                                ? Optional.<BrokenRule>empty()
                                : PromotionRule.broken(situation),
                        ReleaseRules.freeze(situation),
                        ReleaseRules.quarantine(request, situation),
                        PersonRules.approver(request, policy))
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean isOverridden(Rule rule, DeployRequest request) {
        return rule.isOverridable()
                && request.requester().rank() == Rank.ADMIN
                && request.force().rules().contains(rule);
    }

    private static List<Rule> overridden(
            List<BrokenRule> broken, DeployRequest request, Situation situation) {
        var rules = new ArrayList<>(broken.stream().map(BrokenRule::rule).toList());
        // Whether the commit is a descendant is only known to git: the agents would have asked.
        if (situation.policy().descendants() && isOverridden(Rule.DESCENDANTS, request)) {
            rules.add(Rule.DESCENDANTS);
        }
        if (situation.policy().approval() != null && isOverridden(Rule.APPROVAL, request)) {
            rules.add(Rule.APPROVAL);
        }
        return rules.stream().distinct().sorted().toList();
    }

    private static Terms terms(DeployRequest request, Situation situation) {
        var policy = situation.policy();
        var free =
                !policy.descendants()
                        || request.kind() == Kind.ROLLBACK
                        || isOverridden(Rule.DESCENDANTS, request);
        return new Terms(
                images(request, situation),
                free ? Terms.Ancestry.ANY : Terms.Ancestry.DESCENDANT,
                standing(situation.facts().bypass(), situation.now()),
                policy.drift(),
                null);
    }

    /// What was accepted comes back as it was; else what CI built, or what was accepted before.
    private static Map<String, ImageDigest> images(DeployRequest request, Situation situation) {
        var facts = situation.facts();
        var before = facts.acceptedHere();
        if (request.kind() == Kind.ROLLBACK && before != null && !before.images().isEmpty()) {
            return before.images();
        }
        var build = facts.build();
        if (situation.policy().passedBuild()) {
            return build != null && build.passed() ? build.images() : Map.of();
        }
        return PromotionRule.satisfying(situation).map(Facts.Acceptance::images).orElse(Map.of());
    }

    private static @Nullable ContractBypass standing(@Nullable ContractBypass bypass, Instant now) {
        return bypass != null && now.isBefore(bypass.expiresAt()) ? bypass : null;
    }
}
