package dev.towline.agent.reconcile;

import dev.towline.agent.docker.EngineException;
import dev.towline.agent.journal.Entries;
import dev.towline.agent.project.Release;
import dev.towline.agent.project.StackDescriptor.Rollback;
import dev.towline.agent.reconcile.Preparation.Prepared;
import dev.towline.agent.reconcile.Verdict.Failed;
import dev.towline.agent.reconcile.Verdict.Passed;
import dev.towline.agent.reconcile.Verdict.Superseded;
import dev.towline.disk.FullDisk;
import dev.towline.wire.DesiredState;
import dev.towline.wire.Outcome;
import dev.towline.wire.Phase;
import java.util.Optional;

/// One attempt to bring the environment to one order, from wherever the journal says it stands.
///
/// The journal is written before each phase begins, so a restart finds the phase that may have been
/// begun and does it again: every phase can be done twice. Up to the switch nothing running was
/// touched, so the way out is *refused*. From the switch on the way out is forward to *accepted* or
/// back to *rolled back*; the direction is in the journal and never turns forward again. The
/// decision to accept is one journal write; what follows it only settles.
///
/// ```
/// receive -> prepare -> guard -> before hooks -> switch -> verify -> contract -> accept
///    |          |         |          |              \________|__________/
///    +----------+-- refused ---------+                   roll back -> rolled back | stalled
/// ```
///
/// A newer order takes over between any two steps from the receipt to the contract: *superseded*.
/// From the guards on it has its turn: nobody else on this machine writes to the project.
final class Deployment {
    /// How often an agent's start may find the same deployment under way before it is given up.
    private static final int RESUMES = 3;

    private final Workplace at;
    private final DeploymentLog log;
    private final Turn turn;
    private final Course course;

    Deployment(Workplace at, DeploymentLog log, Turn turn) {
        this.at = at;
        this.log = log;
        this.turn = turn;
        this.course = new Course(at, log);
    }

    void run() throws InterruptedException, EngineException {
        var underway = course.underway();
        var candidate = underway.candidate();
        if (underway.failure() != null) {
            goBack(underway.failure());
        } else if (candidate == null || underway.phase().compareTo(Phase.SWITCH) < 0) {
            receive(underway.order());
        } else if (underway.phase() == Phase.ACCEPT) {
            turn.insist(() -> false);
            settle(candidate);
        } else if (underway.resumed() > RESUMES) {
            fail("the agent was restarted " + underway.resumed() + " times in the middle of it");
        } else {
            forward(candidate);
        }
    }

    private void receive(DesiredState order) throws InterruptedException, EngineException {
        course.begin(Phase.RECEIVE);
        var objection = objection(order);
        if (objection.isPresent()) {
            refuse(objection.get());
            return;
        }
        log.passed("");
        prepare(order);
    }

    private Optional<String> objection(DesiredState order) {
        var quarantine = at.journal().entries().quarantined().get(order.sha());
        if (quarantine != null && !order.forced()) {
            return Optional.of(
                    order.sha()
                            + " is quarantined here: "
                            + quarantine
                            + "; force it to try again");
        }
        return at.expired(order)
                ? Optional.of("the order expired at " + order.expiresAt())
                : Optional.empty();
    }

    private void prepare(DesiredState order) throws InterruptedException, EngineException {
        course.begin(Phase.PREPARE);
        turn.lookAnew();
        switch (new Preparation(at, log).prepare(order)) {
            case Prepared.Refused it -> refuse(it.reason());
            case Prepared.Superseded _ -> superseded();
            case Prepared.Ready it -> {
                at.journal()
                        .update(entries ->
                                entries.underway(Course.underway(entries).prepared(it.release())));
                log.passed("");
                askTheRunningStack(it.release());
            }
        }
    }

    private void askTheRunningStack(Release release) throws InterruptedException, EngineException {
        course.begin(Phase.GUARD);
        var verdict = new GuardWait(at, log, turn).await(release);
        if (verdict instanceof Passed && turn.waited()) {
            log.deferred("it had to wait; everything is looked at anew");
            prepare(Course.underway(at.journal().entries()).order());
            return;
        }
        if (verdict instanceof Passed) {
            log.passed("");
            course.begin(Phase.BEFORE_HOOKS);
            verdict = new Hooks(at, log).before(release);
        }
        if (verdict instanceof Passed) {
            verdict = new Preparation(at, log).lookAgain(release);
        }
        switch (verdict) {
            case Failed it -> refuse(it.reason());
            case Superseded _ -> superseded();
            case Passed _ -> {
                log.passed("");
                forward(release);
            }
        }
    }

    private void forward(Release release) throws InterruptedException, EngineException {
        if (!(turn.insist(at::superseded) instanceof Passed)) {
            superseded();
            return;
        }
        var convergence = course.convergence(release);
        var verification = new Verification(at, log, release, convergence);
        course.begin(Phase.SWITCH);
        var verdict = switchTo(release, convergence);
        if (verdict instanceof Passed) {
            log.passed("");
            course.begin(Phase.VERIFY);
            verdict = verification.verify();
        }
        if (verdict instanceof Passed) {
            log.passed("");
            course.begin(Phase.CONTRACT);
            verdict = verification.contract();
        }
        if (verdict instanceof Passed) {
            verdict = new Durability(at, log).beforeAcceptance();
        }
        switch (verdict) {
            case Superseded _ -> superseded();
            case Failed it -> fail(it.reason());
            case Passed _ -> {
                log.passed("");
                accept(release);
            }
        }
    }

    private Verdict switchTo(Release release, Convergence convergence)
            throws InterruptedException, EngineException {
        if (at.superseded()) {
            return new Superseded();
        }
        new Adoption(at, log).remember(release, convergence);
        return course.switchTo(release, convergence);
    }

    private void accept(Release release) throws InterruptedException, EngineException {
        at.journal()
                .update(it -> it.accepted(release).underway(Course.underway(it).at(Phase.ACCEPT)));
        settle(release);
    }

    private void settle(Release release) throws InterruptedException, EngineException {
        log.begin(Phase.ACCEPT);
        course.settle(release, "");
        new Hooks(at, log).after(release);
        new Tidying(at, log).afterAcceptance();
        course.end(Outcome.ACCEPTED, "");
    }

    private void fail(String reason) throws InterruptedException, EngineException {
        log.failed(reason);
        var candidate = course.underway().candidate();
        at.journal().update(it -> blamed(it, reason).underway(Course.underway(it).failed(reason)));
        if (candidate != null && candidate.stack().rollback() == Rollback.MANUAL) {
            course.end(Outcome.STALLED, reason + "; rollback is manual");
        } else {
            goBack(reason);
        }
    }

    /// A release is not to blame for a disk that is full.
    private static Entries blamed(Entries entries, String reason) {
        return FullDisk.isToldBy(reason)
                ? entries
                : entries.quarantined(Course.underway(entries).order().sha(), reason);
    }

    private void goBack(String reason) throws InterruptedException, EngineException {
        if (turn.insist(at::superseded) instanceof Passed) {
            new WayBack(at, log).go(reason);
        } else {
            superseded();
        }
    }

    private void superseded() {
        course.end(Outcome.SUPERSEDED, "a newer order took over");
    }

    private void refuse(String reason) throws InterruptedException, EngineException {
        log.failed(reason);
        // An older deployment gave way to this one when it had begun to switch.
        if (at.journal().entries().halfWay()) {
            at.journal().update(it -> it.underway(Course.underway(it).failed(reason)));
            goBack(reason);
        } else {
            course.end(Outcome.REFUSED, reason);
        }
    }
}
