package dev.towline.coordinator;

import dev.towline.coordinator.access.AllGates;
import dev.towline.coordinator.access.FirstAdministrator;
import dev.towline.coordinator.access.TokenStore;
import dev.towline.coordinator.audit.WatchedGate;
import dev.towline.coordinator.backup.Backups;
import dev.towline.coordinator.backup.Restoration;
import dev.towline.coordinator.deployment.Chronicle;
import dev.towline.coordinator.deployment.Contacts;
import dev.towline.coordinator.deployment.EventRetention;
import dev.towline.coordinator.deployment.Ledger;
import dev.towline.coordinator.deployment.Rollouts;
import dev.towline.coordinator.fleet.AgentStore;
import dev.towline.coordinator.fleet.Presence;
import dev.towline.coordinator.fleet.SigningKeys;
import dev.towline.coordinator.hold.HoldEnds;
import dev.towline.coordinator.hold.HoldStore;
import dev.towline.coordinator.http.HttpServer;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.notify.Courier;
import dev.towline.coordinator.notify.Messenger;
import dev.towline.coordinator.store.DataDirectory;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.watch.EventSignal;
import dev.towline.coordinator.watch.GenerationSignal;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running coordinator.
///
/// What it guarantees: an answer to a change is given after the change is on the disk, so nothing
/// acknowledged is lost by a kill; generations of an environment grow by one and none is given
/// twice; an agent is only told of orders that are on the disk; one coordinator works on a folder.
public final class Coordinator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);

    private final CoordinatorConfig config;
    private final DataDirectory directory;
    private final Database database;
    private final GenerationSignal orders = new GenerationSignal();
    private final EventSignal events = new EventSignal();
    private final AllGates gate;
    private final WatchedGate watch;
    private final Backups backups;
    private final Readiness readiness;
    private final EventRetention retention;
    private final Rollouts rollouts;
    private final Presence presence;
    private final HoldEnds holdEnds;
    private final Chores chores = new Chores();
    private final Courier courier;
    private final List<Route> routes;
    private final HttpServer server;

    private Coordinator(CoordinatorConfig config, DataDirectory directory, Database database) {
        this.config = config;
        this.directory = directory;
        this.database = database;
        // As fine as times are stored, so that an answer is the same when it is given again.
        InstantSource clock = () -> config.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        Restoration.complete(database, clock.instant());
        var tokens = new TokenStore(database, clock);
        this.gate = new AllGates(tokens, config.issuers(), clock);
        FirstAdministrator.appoint(directory, database, tokens, clock.instant());
        var chronicle = new Chronicle(orders, events);
        this.rollouts = new Rollouts(database, chronicle, new Contacts(clock.instant()), clock);
        recall();
        var keys = SigningKeys.open(directory, database);
        this.readiness = new Readiness(directory, database, keys);
        this.watch = new WatchedGate(gate, database, clock);
        this.backups = new Backups(database, config.care().backups().in(config.data()), clock);
        this.retention = new EventRetention(database, config.care().events());
        var messenger = new Messenger(config.notifying(), clock);
        var agents = new AgentStore(database, rollouts.contacts());
        this.presence = new Presence(database, agents, clock);
        this.holdEnds = new HoldEnds(database, clock);
        this.routes =
                new RouteTable(
                                database, tokens, orders, events, backups, keys, readiness,
                                rollouts, agents, messenger, clock)
                        .routes();
        this.courier = Courier.of(database, messenger, clock);
        this.server =
                HttpServer.start(
                        new HttpServer.Listener(
                                config.host(), config.port(), config.limits(), clock, config.tls()),
                        routes,
                        watch);
    }

    private Coordinator withChores() {
        chores.every(Duration.ofSeconds(2), "advance rollouts", rollouts::tick);
        courier.start();
        chores.every(Duration.ofSeconds(30), "notice who is away", presence::tick);
        chores.every(Duration.ofSeconds(10), "notice holds that expired", holdEnds::tick);
        chores.every(Duration.ofSeconds(15), "count refused requests", watch::tick);
        chores.every(Duration.ofMinutes(1), "make backups", backups::tick);
        chores.every(
                Duration.ofMinutes(10),
                "remove old events",
                () -> retention.apply(config.clock().instant()));
        return this;
    }

    /// Does at once what it does by and by.
    void notice() {
        presence.tick();
        holdEnds.tick();
    }

    /// Starts a coordinator; it serves when this returns.
    ///
    /// @throws RuntimeException where it cannot: the folder is in use or damaged, the port is
    ///   taken, tokens could be read on the way
    public static Coordinator start(CoordinatorConfig config) {
        Exposure.requireSafe(config);
        var directory = DataDirectory.take(config.data());
        try {
            return start(config, directory);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static Coordinator start(CoordinatorConfig config, DataDirectory directory) {
        var database = Database.open(directory);
        try {
            var coordinator = new Coordinator(config, directory, database).withChores();
            directory.write("address", coordinator.address() + "\n");
            LOG.atInfo().addKeyValue("address", coordinator.address()).log("Coordinator serves");
            return coordinator;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private void recall() {
        database.read(reading -> {
            new Ledger(new Chronicle(orders, events), rollouts).recall(reading);
            HoldStore.all(reading).forEach(orders::announce);
            return reading;
        });
    }

    public int port() {
        return server.port();
    }

    /// Where it answers, as `http://127.0.0.1:7450`.
    public String address() {
        var host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        return (config.tls() == null ? "http://" : "https://") + host + ":" + port();
    }

    /// Does at once what it does every two seconds.
    void advanceRollouts() {
        rollouts.tick();
    }

    List<Route> routes() {
        return routes;
    }

    /// Ends: who waits is answered, requests under way are finished, then the store is closed.
    @Override
    public void close() {
        readiness.end();
        orders.close();
        events.close();
        server.close();
        chores.close();
        watch.close();
        gate.close();
        courier.close();
        database.close();
        directory.close();
        LOG.atInfo().log("Coordinator ended");
    }
}
