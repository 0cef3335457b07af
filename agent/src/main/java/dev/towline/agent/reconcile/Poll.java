package dev.towline.agent.reconcile;

import dev.towline.agent.journal.JournalException;
import dev.towline.agent.link.CoordinatorLink;
import dev.towline.agent.link.OrderAnswer;
import dev.towline.ids.Generation;
import dev.towline.wire.DesiredState;
import dev.towline.wire.HoldOrder;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the coordinator for a newer order, again and again, and hands it to the loop.
///
/// What is wrong with the link is logged once, not at each try: the stack does not need it.
final class Poll {
    private static final Logger log = LoggerFactory.getLogger(Poll.class);
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final Workplace at;
    private final CoordinatorLink link;
    private final Backoff pauses = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
    private String trouble = "";

    Poll(Workplace at, CoordinatorLink link) {
        this.at = at;
        this.link = link;
    }

    /// Runs until its thread is interrupted.
    void run() {
        try {
            while (true) {
                once();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void once() throws InterruptedException {
        var asked = at.pace().now();
        var known = new CoordinatorLink.Known(newest(), at.ordered().number());
        switch (link.awaitDesired(known, WAIT)) {
            case OrderAnswer.Order it -> received(it.desired());
            case OrderAnswer.Holds it -> held(it.order());
            case OrderAnswer.Unchanged _ -> unchanged(at.pace().now().minus(asked));
            case OrderAnswer.Unverified it -> refuse("an order cannot be trusted: " + it.reason());
            case OrderAnswer.Unreachable it -> pause(it.reason());
            case OrderAnswer.Denied it -> pause("the coordinator answers " + it.status());
        }
    }

    private void received(DesiredState order) throws InterruptedException {
        contact();
        if (at.testimony().contradicts(order)) {
            refuse(
                    "the coordinator signed two orders of generation "
                            + order.generation()
                            + " that differ; the first is kept");
            return;
        }
        witness(order);
        if (order.generation().after(newest())) {
            well();
            pauses.reset();
            at.signals().order(order);
        } else {
            refuse(
                    "the coordinator orders generation "
                            + order.generation()
                            + " after "
                            + newest());
        }
    }

    /// Of the audit log it is only a witness: whoever could change the log could as well leave the
    /// head out, and a coordinator that was put back from a backup must go on to deploy.
    private void witness(DesiredState order) {
        var before = at.testimony().alarm();
        at.testimony().heard(order);
        var alarm = at.testimony().alarm();
        if (alarm != null && before == null) {
            log.atError()
                    .addKeyValue("environment", at.settings().environment())
                    .addKeyValue("error", alarm)
                    .log("audit log contradicts itself");
            at.board().report();
        }
    }

    private void held(HoldOrder order) throws InterruptedException {
        contact();
        try {
            if (at.ordered().take(order)) {
                at.testimony().heard(order.issuedAt());
                well();
                at.signals().holdsChanged();
            } else {
                refuse("the coordinator tells of older holds than it did before");
            }
        } catch (JournalException e) {
            at.signals().holdsChanged();
            pause(String.valueOf(e.getMessage()));
        }
    }

    // A coordinator or proxy that does not wait must not be asked without a pause.
    private void unchanged(Duration waited) throws InterruptedException {
        contact();
        well();
        if (waited.compareTo(Duration.ofSeconds(1)) < 0) {
            at.pace().sleep(pauses.next());
        } else {
            pauses.reset();
        }
    }

    private void contact() {
        at.board().contact(at.clock().instant());
    }

    private void well() {
        if (!trouble.isEmpty()) {
            trouble = "";
            at.board().link(null);
            log.atInfo()
                    .addKeyValue("environment", at.settings().environment())
                    .log("coordinator reached again");
        }
    }

    /// Something came that must not be obeyed: a person has to know, once.
    private void refuse(String reason) throws InterruptedException {
        var news = !reason.equals(trouble);
        pause(
                reason,
                () -> {
                    if (news) {
                        at.board().report();
                    }
                });
    }

    private void pause(String reason) throws InterruptedException {
        pause(reason, () -> {});
    }

    private void pause(String reason, Runnable told) throws InterruptedException {
        if (!reason.equals(trouble)) {
            trouble = reason;
            at.board().link(reason);
            log.atWarn()
                    .addKeyValue("environment", at.settings().environment())
                    .addKeyValue("error", reason)
                    .log("no order from the coordinator");
        }
        told.run();
        at.pace().sleep(pauses.next());
    }

    private Generation newest() {
        var known = at.journal().entries().highest();
        return at.signals()
                .newest()
                .map(DesiredState::generation)
                .filter(it -> it.after(known))
                .orElse(known);
    }
}
