package dev.towline.coordinator;

import dev.towline.coordinator.access.TokenRoutes;
import dev.towline.coordinator.access.TokenStore;
import dev.towline.coordinator.api.OpenApiRoutes;
import dev.towline.coordinator.audit.AuditRoutes;
import dev.towline.coordinator.audit.AuditStore;
import dev.towline.coordinator.backup.BackupRoutes;
import dev.towline.coordinator.backup.Backups;
import dev.towline.coordinator.build.BuildRoutes;
import dev.towline.coordinator.deployment.ApprovalRoutes;
import dev.towline.coordinator.deployment.Chronicle;
import dev.towline.coordinator.deployment.DeploymentRoutes;
import dev.towline.coordinator.deployment.DesiredRoutes;
import dev.towline.coordinator.deployment.Ledger;
import dev.towline.coordinator.deployment.Orders;
import dev.towline.coordinator.deployment.RollbackRoutes;
import dev.towline.coordinator.deployment.RolloutRoutes;
import dev.towline.coordinator.deployment.Rollouts;
import dev.towline.coordinator.environment.BypassRoutes;
import dev.towline.coordinator.environment.EnvironmentRoutes;
import dev.towline.coordinator.fleet.Admission;
import dev.towline.coordinator.fleet.AgentRoutes;
import dev.towline.coordinator.fleet.AgentStore;
import dev.towline.coordinator.fleet.EnrolmentRoutes;
import dev.towline.coordinator.fleet.KeyRoutes;
import dev.towline.coordinator.fleet.OrderRoutes;
import dev.towline.coordinator.fleet.ReportRoutes;
import dev.towline.coordinator.fleet.SigningKeys;
import dev.towline.coordinator.hold.HoldRoutes;
import dev.towline.coordinator.hold.ReleaseRoutes;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.metrics.Metrics;
import dev.towline.coordinator.metrics.MetricsRoutes;
import dev.towline.coordinator.notify.Messenger;
import dev.towline.coordinator.notify.ReceiverRoutes;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.watch.EventSignal;
import dev.towline.coordinator.watch.GenerationSignal;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// The whole interface: every route with what it asks of its caller.
record RouteTable(
        Database database,
        TokenStore tokens,
        GenerationSignal orders,
        EventSignal events,
        Backups backups,
        SigningKeys keys,
        Readiness readiness,
        Rollouts rollouts,
        AgentStore agents,
        Messenger messenger,
        InstantSource clock) {

    List<Route> routes() {
        var audit = new AuditStore(database);
        var ledger = new Ledger(new Chronicle(orders, events), rollouts);
        var given = new Orders(database, ledger);
        var metrics = new Metrics(new Metrics.Sources(database, agents, orders, events, clock));
        var admission = new Admission(database, agents, orders, clock);
        var retirement = new AgentRoutes.Retirement(tokens, ledger);
        var identity = new EnrolmentRoutes.Identity(() -> keys.current().verifyingKey(), clock);
        return Stream.<Routes>of(
                        new HealthRoutes(readiness),
                        new TokenRoutes(database, tokens, clock),
                        new AuditRoutes(audit),
                        new BackupRoutes(backups, clock),
                        new BuildRoutes(database, clock),
                        new EnvironmentRoutes(
                                database,
                                orders,
                                new EnvironmentRoutes.Directories(agents, rollouts::view),
                                clock),
                        new BypassRoutes(database, clock),
                        new DesiredRoutes(database, given, clock),
                        new RollbackRoutes(given, clock),
                        new RolloutRoutes(database, rollouts, clock),
                        new ApprovalRoutes(database, given, clock),
                        new HoldRoutes(database, orders, clock),
                        new ReleaseRoutes(database, orders, clock),
                        new DeploymentRoutes(database, rollouts, events, clock),
                        new AgentRoutes(database, agents, retirement, clock),
                        new EnrolmentRoutes(database, tokens, ledger, identity),
                        new OrderRoutes(
                                orders, admission, new OrderRoutes.Seal(keys, audit::head), clock),
                        new ReceiverRoutes(database, messenger, clock),
                        new KeyRoutes(keys, clock),
                        new ReportRoutes(
                                database,
                                admission,
                                new ReportRoutes.Intake(ledger, metrics),
                                clock),
                        new MetricsRoutes(metrics),
                        new OpenApiRoutes())
                .flatMap(part -> part.routes().stream())
                .toList();
    }
}
