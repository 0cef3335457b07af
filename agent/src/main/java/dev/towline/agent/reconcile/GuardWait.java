package dev.towline.agent.reconcile;

import dev.towline.agent.check.GuardCheck;
import dev.towline.agent.check.GuardVerdict;
import dev.towline.agent.project.Release;
import dev.towline.agent.project.StackDescriptor.Guard;
import java.util.List;
import java.util.Optional;

/// Asks the running stack whether it may be replaced now, and waits while it says later.
final class GuardWait {
    private final Workplace at;
    private final DeploymentLog log;
    private final Turn turn;

    GuardWait(Workplace at, DeploymentLog log, Turn turn) {
        this.at = at;
        this.log = log;
        this.turn = turn;
    }

    /// Passed when every guard was clear in one round, or when it had to wait for its turn: then
    /// everything has to be looked at anew.
    Verdict await(Release release) throws InterruptedException {
        var check = new GuardCheck(new Containers(at.engine(), release.project()));
        var patience = new Deadline(at.pace(), Patience.GUARD);
        while (true) {
            var ours = turn.ask();
            if (!(ours instanceof Verdict.Passed) || turn.waited()) {
                return ours;
            }
            var obstacle = firstObstacle(check, release.stack().guards());
            if (obstacle.isEmpty()) {
                return new Verdict.Passed();
            }
            if (obstacle.get() instanceof GuardVerdict.Refused refused) {
                return new Verdict.Failed("guard " + words(refused));
            }
            if (patience.over()) {
                return new Verdict.Failed("still busy after " + Patience.GUARD);
            }
            log.deferred("guard " + words(obstacle.get()));
            at.signals().await(Patience.GUARD_PAUSE);
        }
    }

    private Optional<GuardVerdict> firstObstacle(GuardCheck check, List<Guard> guards) {
        for (var guard : guards) {
            var verdict = check.ask(guard);
            log.check(verdict.report());
            if (!(verdict instanceof GuardVerdict.Clear)) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }

    private static String words(GuardVerdict verdict) {
        return verdict.report().name() + ": " + verdict.report().message();
    }
}
