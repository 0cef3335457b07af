package dev.towline.coordinator.deployment;

import dev.towline.coordinator.http.Caller;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Role;
import dev.towline.coordinator.policy.Person;
import dev.towline.coordinator.policy.Rank;

/// Callers as the policy sees them.
final class Persons {
    private Persons() {}

    static Person of(Caller caller) {
        return switch (caller) {
            case Caller.Person person ->
                    new Person(
                            person.name(),
                            person.token(),
                            person.role() == Role.ADMIN ? Rank.ADMIN : Rank.DEPLOYER);
            case Caller.Agent _, Caller.Anyone _ ->
                    throw Refusal.unauthenticated("a person's token is needed");
        };
    }
}
