package dev.towline.coordinator.deployment;

import dev.towline.coordinator.environment.EnvironmentStore;
import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Page;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.watch.EventSignal;
import dev.towline.ids.DeploymentId;
import java.time.InstantSource;
import java.util.List;

/// Deployments, and their events as a stream or as a list.
public final class DeploymentRoutes implements Routes {
    private static final String ONE = "/api/v1/deployments/{deployment}";
    private static final int MOST_EVENTS = 10_000;

    private final Database database;
    private final Rollouts rollouts;
    private final EventSignal signal;
    private final InstantSource clock;

    public DeploymentRoutes(
            Database database, Rollouts rollouts, EventSignal signal, InstantSource clock) {
        this.database = database;
        this.rollouts = rollouts;
        this.signal = signal;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/api/v1/environments/{environment}/deployments",
                        Permission.READ,
                        this::ofEnvironment),
                Route.get(ONE, Permission.READ, call -> Answer.ok(existing(call))),
                Route.get(ONE + "/events", Permission.READ, this::events));
    }

    private Answer ofEnvironment(Call call) {
        var name = call.environment();
        var page = Page.of(call);
        return Answer.ok(
                database.read(reading -> {
                    EnvironmentStore.existing(reading, name);
                    return DeploymentStore.newestFirst(reading, name, page).stream()
                            .map(found -> withRollout(reading, found))
                            .toList();
                }));
    }

    private Deployment existing(Call call) {
        var id = call.parameter("deployment", DeploymentId::new);
        return database.read(reading ->
                        DeploymentStore.find(reading, id).map(found -> withRollout(reading, found)))
                .orElseThrow(() -> Refusal.notFound("deployment " + id));
    }

    private Deployment withRollout(Reading reading, Deployment found) {
        return rollouts.view(reading, found.id(), clock.instant()).map(found::with).orElse(found);
    }

    private Answer events(Call call) {
        var id = existing(call).id();
        if (call.header("Accept").orElse("").contains("application/json")) {
            return Answer.ok(
                    database.read(reading -> EventStore.after(reading, id, 0, MOST_EVENTS)));
        }
        return new Answer.Events(new EventFollower(database, signal, id, lastSeen(call)));
    }

    private static long lastSeen(Call call) {
        try {
            return call.header("Last-Event-ID").map(Long::parseLong).orElse(0L);
        } catch (NumberFormatException _) {
            throw Refusal.malformed("Last-Event-ID", "the header is the number of an event");
        }
    }
}
