package dev.towline.coordinator;

import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import java.util.List;

/// `/health`: the process answers. `/ready`: requests can be sent to it, else 503.
final class HealthRoutes implements Routes {
    private final Readiness readiness;

    HealthRoutes(Readiness readiness) {
        this.readiness = readiness;
    }

    private record Health(String status) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/health", Permission.NONE, _ -> Answer.ok(new Health("ok"))),
                Route.get("/ready", Permission.NONE, _ -> Answer.ok(ready())));
    }

    private Health ready() {
        var trouble = readiness.trouble();
        if (!trouble.isEmpty()) {
            throw new Refusal(Refusal.problem(503, "not-ready", trouble, null, null));
        }
        return new Health("ready");
    }
}
