package dev.towline.agent.reconcile;

import dev.towline.agent.journal.Journal;
import dev.towline.agent.journal.StandingHolds;
import dev.towline.agent.journal.Testimony;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.Release;
import dev.towline.ids.EnvironmentName;
import dev.towline.wire.Condition;
import dev.towline.wire.DeploymentStatus;
import dev.towline.wire.Drift;
import dev.towline.wire.Hold;
import dev.towline.wire.Phase;
import dev.towline.wire.ServiceStatus;
import dev.towline.wire.Status;
import dev.towline.wire.StatusReport;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An environment's status as the reconcile loop last knew it; read by the status endpoint at any
/// time.
///
/// A change of the condition or of the hold is logged and reported, once.
final class StatusBoard {
    private static final Logger log = LoggerFactory.getLogger(StatusBoard.class);

    private final EnvironmentName environment;
    private final Journal journal;
    private final Beside beside;
    private final Reports reports;
    private final Tally tally = new Tally();
    private volatile Word word = new Word(Condition.IDLE, "no order was received yet", null);
    private volatile Sight sight = new Sight(List.of(), List.of());
    private volatile StandingHolds told = StandingHolds.NONE;
    private volatile @Nullable DeploymentStatus underway;
    private volatile @Nullable Instant lastContact;
    private volatile @Nullable String link;

    private record Word(Condition condition, String reason, @Nullable Phase phase) {}

    private record Sight(List<ServiceStatus> services, List<Drift> drift) {}

    /// What an agent knows beside its journal.
    ///
    /// @param holds those that stand at the moment of asking
    record Beside(Supplier<StandingHolds> holds, Testimony testimony) {}

    StatusBoard(EnvironmentName environment, Journal journal, Beside beside, Reports reports) {
        this.environment = environment;
        this.journal = journal;
        this.beside = beside;
        this.reports = reports;
    }

    void deploying(DeploymentStatus deployment, Phase phase) {
        underway = deployment;
        say(new Word(Condition.RECONCILING, "", phase));
    }

    void deferred(DeploymentStatus deployment, Phase phase, String reason) {
        underway = deployment;
        say(new Word(Condition.DEFERRED, reason, phase));
    }

    void resting(Condition condition, String reason) {
        underway = null;
        say(new Word(condition, reason, null));
    }

    void seen(ObservedProject observed, List<Drift> drift) {
        sight =
                new Sight(
                        observed.containers().stream()
                                .sorted(Comparator.comparing(ObservedContainer::name))
                                .map(StatusBoard::service)
                                .toList(),
                        List.copyOf(drift));
    }

    void contact(Instant at) {
        lastContact = at;
    }

    /// @param trouble why no order can come; null: it is well
    void link(@Nullable String trouble) {
        link = trouble;
    }

    /// What is counted beside it.
    Tally tally() {
        return tally;
    }

    Status status() {
        var entries = journal.entries();
        var hands = beside.holds().get();
        var now = word;
        var current = underway;
        return new Status(
                environment,
                entries.highest(),
                entries.observed(),
                entries.lastAccepted().map(Release::sha).orElse(null),
                now.phase(),
                now.condition(),
                now.reason(),
                sight.services(),
                current != null ? current : entries.last(),
                sight.drift(),
                lastContact,
                hands.own().orElse(null),
                hands.ordered(),
                link,
                entries.terms().warning(),
                beside.testimony().head(),
                beside.testimony().alarm());
    }

    /// Reports what the status is, though neither condition nor hold has changed: the link brought
    /// something that a person must know.
    void report() {
        var status = status();
        reports.add(status.generation(), null, new StatusReport(status));
    }

    private void say(Word next) {
        var before = word;
        word = next;
        var hands = beside.holds().get();
        if (before.condition() == next.condition()
                && before.reason().equals(next.reason())
                && hands.equals(told)) {
            return;
        }
        told = hands;
        log.atInfo()
                .addKeyValue("environment", environment)
                .addKeyValue("status", next.condition())
                .addKeyValue("cause", next.reason())
                .addKeyValue("hold", hands.first().map(Hold::words).orElse(""))
                .log("status changed");
        var status = status();
        var deployment = underway;
        reports.add(
                status.generation(),
                deployment == null ? null : deployment.deployment(),
                new StatusReport(status));
    }

    private static ServiceStatus service(ObservedContainer container) {
        return new ServiceStatus(
                container.service(),
                container.number(),
                container.name(),
                container.imageId().abbreviated(),
                container.state().word(),
                container.state().health().name().toLowerCase(Locale.ROOT));
    }
}
