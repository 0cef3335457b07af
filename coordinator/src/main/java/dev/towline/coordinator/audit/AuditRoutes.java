package dev.towline.coordinator.audit;

import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Page;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import java.util.List;

/// `GET /api/v1/audit`.
public final class AuditRoutes implements Routes {
    private final AuditStore entries;

    public AuditRoutes(AuditStore entries) {
        this.entries = entries;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/api/v1/audit",
                        Permission.ADMINISTER,
                        call -> {
                            var page = Page.of(call);
                            return Answer.ok(entries.newestFirst(page.before(), page.limit()));
                        }));
    }
}
