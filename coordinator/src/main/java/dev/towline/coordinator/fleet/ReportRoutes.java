package dev.towline.coordinator.fleet;

import dev.towline.coordinator.deployment.Ledger;
import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Caller;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Transaction;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.wire.AgentReport;
import dev.towline.wire.OutcomeReport;
import dev.towline.wire.ReportBatch;
import dev.towline.wire.StatusReport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// `POST /api/v1/agent/reports`: what an agent tells, each thing taken in once.
///
/// A report counts by (agent, sequence): what was taken in before is acknowledged and passed over,
/// so an agent that got no answer sends again without harm. A batch is taken in whole or not at
/// all, together with all that is derived from it.
public final class ReportRoutes implements Routes {
    private final Database database;
    private final Admission admission;
    private final Ledger ledger;
    private final ReportListener listener;
    private final InstantSource clock;

    public ReportRoutes(
            Database database, Admission admission, Intake intake, InstantSource clock) {
        this.database = database;
        this.admission = admission;
        this.ledger = intake.ledger();
        this.listener = intake.listener();
        this.clock = clock;
    }

    /// Where reports go.
    public record Intake(Ledger ledger, ReportListener listener) {}

    record Acknowledged(long acknowledged) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/api/v1/agent/reports", Permission.AGENT, this::take).withLargeBody());
    }

    private Answer take(Call call) {
        var agent = call.agent();
        admission.admit(call);
        var batch = call.body(ReportBatch.class);
        ReportForm.check(batch);
        var now = clock.instant();
        return Answer.ok(
                database.write(
                        transaction -> new Acknowledged(take(transaction, agent, batch, now))));
    }

    private long take(Transaction transaction, Caller.Agent agent, ReportBatch batch, Instant now) {
        long taken = AgentStore.lastSequence(transaction, agent.id());
        for (var report : batch.reports()) {
            if (report.sequence() > taken) {
                take(transaction, agent, report);
                witness(transaction, report, now);
                transaction.afterCommit(() -> listener.taken(agent, report));
                taken = report.sequence();
            }
        }
        AgentStore.reported(transaction, agent.id(), taken, now);
        return taken;
    }

    private void take(Transaction transaction, Caller.Agent agent, AgentReport report) {
        var deployment = report.deployment();
        if (deployment != null) {
            requireOwn(transaction, agent, deployment);
        }
        if (report.event() instanceof StatusReport(var status)) {
            requireOwn(agent, status.environment());
            HoldWatch.look(transaction, agent.id(), status, report.at());
            AgentStore.reported(transaction, agent.id(), status);
            DriftWatch.look(transaction, agent.id(), status, report.at());
        } else if (deployment != null) {
            ledger.record(transaction, agent.id(), deployment, report);
        }
    }

    private void witness(Transaction transaction, AgentReport report, Instant now) {
        var deployment = report.deployment();
        if (deployment != null && report.event() instanceof OutcomeReport) {
            ledger.witness(transaction, deployment, now);
        }
    }

    private static void requireOwn(
            Transaction transaction, Caller.Agent agent, DeploymentId deployment) {
        var environment = Ledger.environmentOf(transaction, deployment);
        if (environment.filter(agent.environment()::equals).isEmpty()) {
            throw Refusal.unusable(
                    "deployment",
                    "there is no deployment " + deployment + " in " + agent.environment(),
                    "a deployment of the agent's own environment");
        }
    }

    private static void requireOwn(Caller.Agent agent, EnvironmentName environment) {
        if (!environment.equals(agent.environment())) {
            throw Refusal.unusable(
                    "status.environment",
                    "the agent is enrolled in " + agent.environment(),
                    agent.environment().value());
        }
    }
}
