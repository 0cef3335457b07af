package dev.towline.coordinator.rollout;

import dev.towline.ids.AgentId;
import dev.towline.wire.Outcome;
import java.time.Instant;

/// A VM in a rollout.
public record Member(AgentId agent, Standing standing) {

    /// How far the rollout is with it.
    public sealed interface Standing {}

    /// It was not released to it.
    public record Waiting(Contact contact) implements Standing {}

    /// It was away when it would have been its turn, and is marked so.
    public record Skipped(Contact contact) implements Standing {}

    /// It may take the release, and has not begun.
    public record Released(Instant since, Contact contact) implements Standing {}

    public record UnderWay(Instant since) implements Standing {}

    /// It came to an end there.
    ///
    /// @param reason in words, of the VM
    /// @param at when that was learnt
    public record Ended(Outcome outcome, String reason, Instant at) implements Standing {}

    /// It failed, and a person said to go on without it.
    public record PassedOver() implements Standing {}

    /// Whether a VM's agent was heard of lately.
    public enum Contact {
        HERE,
        AWAY
    }

    boolean isOpen() {
        return switch (standing) {
            case Released _, UnderWay _ -> true;
            case Waiting _, Skipped _, Ended _, PassedOver _ -> false;
        };
    }

    boolean isMoved() {
        return switch (standing) {
            case Released _, UnderWay _, Ended _, PassedOver _ -> true;
            case Waiting _, Skipped _ -> false;
        };
    }

    boolean waitsHere() {
        return standing instanceof Waiting(var contact) && contact == Contact.HERE;
    }
}
