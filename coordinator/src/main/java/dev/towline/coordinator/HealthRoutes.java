package dev.towline.coordinator;

import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.store.Database;
import java.util.List;

/// `/health`: the process answers. `/ready`: the store takes writes too, else 503.
final class HealthRoutes implements Routes {
    private final Database database;

    HealthRoutes(Database database) {
        this.database = database;
    }

    private record Health(String status) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/health", Permission.NONE, _ -> Answer.ok(new Health("ok"))),
                Route.get("/ready", Permission.NONE, _ -> Answer.ok(ready())));
    }

    private Health ready() {
        return database.write(_ -> new Health("ready"));
    }
}
