package dev.towline.coordinator.deployment;

import dev.towline.coordinator.http.Caller;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Role;
import dev.towline.coordinator.policy.BrokenRule;
import dev.towline.coordinator.policy.Decision;
import dev.towline.coordinator.policy.Person;
import dev.towline.coordinator.policy.Rank;
import dev.towline.coordinator.policy.Rule;
import java.util.List;
import java.util.Map;

/// Callers as the policy sees them.
final class Persons {
    private Persons() {}

    /// A workflow goes by the name that all its runs have, so that a policy can name it.
    static Person of(Caller caller) {
        return switch (caller) {
            case Caller.Person person ->
                    new Person(person.name(), person.token(), rank(person.role()));
            case Caller.Workflow workflow ->
                    new Person(
                            workflow.workflow(),
                            "oidc " + workflow.issuer(),
                            rank(workflow.role()));
            case Caller.Agent _, Caller.Anyone _ ->
                    throw Refusal.unauthenticated("a person's token is needed");
        };
    }

    /// Who approves. Whoever ordered might start a workflow that approves it.
    static Person approving(Caller caller) {
        if (caller instanceof Caller.Workflow) {
            throw Verdicts.refusal(new Decision.Forbidden(List.of(noPerson(caller))));
        }
        return of(caller);
    }

    private static BrokenRule noPerson(Caller caller) {
        return new BrokenRule(
                Rule.APPROVAL,
                "a second person must approve; a workflow is not one",
                Map.of("approvedBy", caller.name()),
                "let somebody approve it with a token of their own");
    }

    private static Rank rank(Role role) {
        return role == Role.ADMIN ? Rank.ADMIN : Rank.DEPLOYER;
    }
}
