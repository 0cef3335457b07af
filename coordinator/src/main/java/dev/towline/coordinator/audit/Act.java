package dev.towline.coordinator.audit;

import dev.towline.coordinator.http.Caller;
import dev.towline.coordinator.store.Transaction;
import java.time.Instant;

/// Who does something, and when: the half of an audit entry that is known before the deed.
public record Act(Caller caller, Instant at) {

    /// Writes down what was done, in the transaction that does it.
    public void record(Transaction transaction, String action, String subject, String detail) {
        record(transaction, new Deed(action, subject, "", detail));
    }

    public void record(Transaction transaction, Deed deed) {
        AuditStore.append(
                transaction,
                new AuditEntry(
                        0, at, who(), deed.action(), deed.subject(), deed.reason(), deed.detail()));
    }

    /// The caller's name, and the id of the token where there is one: names need not be unique.
    public String who() {
        return switch (caller) {
            case Caller.Person(var token, var name, _, _) -> name + " (token " + token + ")";
            case Caller.Workflow workflow ->
                    workflow.name() + " (token oidc " + workflow.issuer() + ")";
            case Caller.Agent agent -> agent.name();
            case Caller.Anyone anyone -> anyone.name();
        };
    }

    /// What was done, to what, why.
    public record Deed(String action, String subject, String reason, String detail) {}
}
