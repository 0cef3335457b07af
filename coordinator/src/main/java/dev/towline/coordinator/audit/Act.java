package dev.towline.coordinator.audit;

import dev.towline.coordinator.chain.Content;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Caller;
import dev.towline.coordinator.store.Transaction;
import java.time.Instant;

/// Who does something, from where, and when: the half of an audit entry that is known before the
/// deed.
///
/// @param from the address that the request came from
public record Act(Caller caller, String from, Instant at) {

    /// What a request does.
    public static Act of(Call call, Instant at) {
        return new Act(call.caller(), call.from(), at);
    }

    /// Writes down what was done, in the transaction that does it.
    public void record(Transaction transaction, String action, String subject, String detail) {
        record(transaction, new Deed(action, subject, "", detail));
    }

    public void record(Transaction transaction, Deed deed) {
        AuditStore.append(transaction, content(deed));
    }

    /// Writes down what was not done.
    public void refused(Transaction transaction, Deed deed) {
        AuditStore.append(transaction, content(deed, Content.REFUSED));
    }

    /// The entry for what was done, to be appended later.
    public Content content(Deed deed) {
        return content(deed, Content.DONE);
    }

    private Content content(Deed deed, String outcome) {
        return new Content(
                at,
                who(),
                from,
                deed.action(),
                deed.subject(),
                deed.reason(),
                deed.detail(),
                outcome);
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
