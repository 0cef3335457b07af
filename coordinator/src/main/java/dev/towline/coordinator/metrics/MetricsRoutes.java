package dev.towline.coordinator.metrics;

import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.metrics.Exposition;
import java.util.List;

/// `GET /metrics`.
public final class MetricsRoutes implements Routes {
    private final Metrics metrics;

    public MetricsRoutes(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/metrics",
                        Permission.READ,
                        call ->
                                new Answer.Text(
                                        Exposition.MEDIA_TYPE,
                                        metrics.text(call.caller()::reaches))));
    }
}
