package dev.towline.agent.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.towline.agent.check.ContractCheck;
import dev.towline.agent.check.HealthCheck;
import dev.towline.agent.docker.EngineException;
import dev.towline.agent.plan.Liveness;
import dev.towline.agent.plan.Stage;
import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.Release;
import dev.towline.agent.project.StackDescriptor;
import dev.towline.agent.reconcile.Verdict.Failed;
import dev.towline.agent.reconcile.Verdict.Passed;
import dev.towline.agent.reconcile.Verdict.Superseded;
import dev.towline.wire.CheckReport;
import dev.towline.wire.CheckReport.Kind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The gates of a release whose containers are in place: do they run, does the wanted SHA answer,
/// do they stay, are they the release's images, is its contract kept?
final class Verification {
    private static final int LOG_LINES = 20;

    private final Workplace at;
    private final DeploymentLog log;
    private final Release release;
    private final Convergence convergence;

    Verification(Workplace at, DeploymentLog log, Release release, Convergence convergence) {
        this.at = at;
        this.log = log;
        this.release = release;
        this.convergence = convergence;
    }

    /// Health, identity and stability; a newer order ends it at once.
    Verdict verify() throws InterruptedException, EngineException {
        var verdict = calm(Kind.CONTAINERS, Duration.ZERO);
        if (!(verdict instanceof Passed)) {
            return verdict;
        }
        verdict = answers(release.stack().health());
        if (!(verdict instanceof Passed)) {
            return verdict;
        }
        verdict = calm(Kind.STABLE, release.stack().stable());
        return verdict instanceof Passed ? digests() : verdict;
    }

    /// The contract checks of the release, in its own containers.
    Verdict contract() {
        var containers = new Containers(at.engine(), release.project());
        for (var contract : release.stack().contracts()) {
            var report = new ContractCheck(containers, containers).run(contract);
            log.check(report);
            if (!report.passed()) {
                var failure = "contract check " + report.name() + ": " + report.message();
                if (!new Bypass(at, log).letsPass(failure)) {
                    return new Failed(failure);
                }
            }
        }
        return new Passed();
    }

    private Verdict answers(List<StackDescriptor.Health> checks) throws InterruptedException {
        for (var health : checks) {
            var report = new HealthCheck(at.pace()).await(health, at::superseded);
            if (at.superseded()) {
                return new Superseded();
            }
            log.check(report);
            if (!report.passed()) {
                return new Failed("health check " + report.name() + ": " + report.message());
            }
        }
        return new Passed();
    }

    /// All containers well, none restarted or replaced, for an uninterrupted window.
    private Verdict calm(Kind kind, Duration window) throws InterruptedException, EngineException {
        var patience = new Deadline(at.pace(), window.plus(Patience.health(release.stack())));
        var calm = new Deadline(at.pace(), window);
        var print = List.<String>of();
        while (true) {
            var reached = convergence.reach(Stage.TRIAL, at::superseded);
            if (!(reached instanceof Passed)) {
                return judge(kind, reached, null);
            }
            var observed = convergence.look();
            var live = Liveness.of(release.project(), observed);
            if (!live.allWell() || !live.fingerprint().equals(print)) {
                calm.startAgain();
                print = live.fingerprint();
            }
            if (live.allWell() && calm.over()) {
                return judge(kind, reached, null);
            }
            if (patience.over()) {
                return judge(kind, new Failed(restless(live, window)), observed);
            }
            at.signals().await(live.allWell() ? shorter(calm.left()) : Patience.LOOK);
        }
    }

    private Verdict judge(Kind kind, Verdict verdict, @Nullable ObservedProject observed) {
        switch (verdict) {
            case Passed _ -> log.check(report(kind, CheckReport.Verdict.PASSED, "all containers"));
            case Failed it -> log.check(failure(kind, it.reason(), observed));
            case Superseded _ -> {}
        }
        return verdict;
    }

    private Verdict digests() throws InterruptedException, EngineException {
        var observed = convergence.look();
        var wrong = Liveness.of(release.project(), observed).wrongImages();
        if (!wrong.isEmpty()) {
            var reason = String.join("; ", wrong);
            log.check(report(Kind.DIGESTS, CheckReport.Verdict.FAILED, reason));
            return new Failed(reason);
        }
        log.check(report(Kind.DIGESTS, CheckReport.Verdict.PASSED, "the release's images run"));
        return new Passed();
    }

    private static String restless(Liveness live, Duration window) {
        return live.allWell()
                ? "containers were restarted again and again; none of the tries lasted " + window
                : String.join("; ", live.pending());
    }

    private static Duration shorter(Duration left) {
        return left.compareTo(Patience.LOOK) < 0 ? left : Patience.LOOK;
    }

    private static CheckReport report(Kind kind, CheckReport.Verdict verdict, String message) {
        return new CheckReport(kind, "containers", verdict, message, null);
    }

    /// A failure with the last lines of the containers that are not well.
    private CheckReport failure(Kind kind, String reason, @Nullable ObservedProject observed) {
        var logs = JsonNodeFactory.instance.objectNode();
        if (observed != null) {
            observed.containers().stream()
                    .filter(Verification::unwell)
                    .forEach(it -> logs.put(it.name(), lastLines(it)));
        }
        return new CheckReport(kind, "containers", CheckReport.Verdict.FAILED, reason, logs);
    }

    private static boolean unwell(ObservedContainer container) {
        return switch (container.state()) {
            case ContainerState.Running it -> it.health() == ContainerState.Health.UNHEALTHY;
            case ContainerState.Restarting _, ContainerState.Exited _, ContainerState.Dead _ ->
                    true;
            case ContainerState.Created _, ContainerState.Paused _, ContainerState.Gone _ -> false;
        };
    }

    private String lastLines(ObservedContainer container) {
        try {
            return at.engine().logs(container.id(), LOG_LINES);
        } catch (EngineException e) {
            return e.getMessage() == null ? "no log" : "no log: " + e.getMessage();
        }
    }
}
