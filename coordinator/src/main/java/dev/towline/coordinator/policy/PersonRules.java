package dev.towline.coordinator.policy;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The rules about who asks, who approves and who overrides.
final class PersonRules {
    private PersonRules() {}

    static Optional<BrokenRule> role(Person person, EnvironmentPolicy policy) {
        var wanted = word(policy.minimumRole());
        return person.rank().reaches(policy.minimumRole())
                ? Optional.empty()
                : Optional.of(
                        new BrokenRule(
                                Rule.MINIMUM_ROLE,
                                person.name() + " is a " + word(person.rank()),
                                Map.of("role", word(person.rank()), "minimumRole", wanted),
                                "a token of the role " + wanted));
    }

    static Optional<BrokenRule> deployers(Person person, EnvironmentPolicy policy) {
        var names = String.join(", ", policy.deployers());
        return policy.deployers().isEmpty() || policy.deployers().contains(person.name())
                ? Optional.empty()
                : Optional.of(
                        new BrokenRule(
                                Rule.DEPLOYERS,
                                person.name() + " is not one of those who may deploy here",
                                Map.of("name", person.name(), "deployers", names),
                                "let one of them order it, or have the policy changed"));
    }

    static Optional<BrokenRule> overrides(DeployRequest request) {
        var rank = request.requester().rank();
        return request.force().rules().isEmpty() || rank == Rank.ADMIN
                ? Optional.empty()
                : Optional.of(
                        new BrokenRule(
                                Rule.OVERRIDES,
                                "rules are overridden by an admin only",
                                Map.of("role", word(rank)),
                                "let an admin order it, or leave the rules out of \"force\""));
    }

    /// Whether the one who approved may do so.
    static Optional<BrokenRule> approver(DeployRequest request, EnvironmentPolicy policy) {
        return request.approvedBy()
                .map(DeployRequest.Approval::by)
                .flatMap(by ->
                        by.isAnotherThan(request.requester())
                                ? role(by, policy)
                                : Optional.of(same(request.requester(), by)));
    }

    private static BrokenRule same(Person requester, Person approver) {
        return new BrokenRule(
                Rule.APPROVAL,
                "a second person must approve; another token of the same name is not one",
                Map.of(
                        "requestedBy",
                        requester.name() + " (token " + requester.token() + ")",
                        "approvedBy",
                        approver.name() + " (token " + approver.token() + ")"),
                "let somebody else approve it");
    }

    private static String word(Rank rank) {
        return rank.name().toLowerCase(Locale.ROOT);
    }
}
