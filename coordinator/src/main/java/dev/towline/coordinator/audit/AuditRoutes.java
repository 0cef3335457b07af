package dev.towline.coordinator.audit;

import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Page;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import java.util.List;

/// `GET /api/v1/audit`: the newest entries; `/export`: all of them as JSON lines, oldest first.
public final class AuditRoutes implements Routes {
    private static final String PATH = "/api/v1/audit";

    private final AuditStore entries;

    public AuditRoutes(AuditStore entries) {
        this.entries = entries;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(PATH, Permission.ADMINISTER, this::newest),
                Route.get(PATH + "/export", Permission.ADMINISTER, this::export));
    }

    private Answer newest(Call call) {
        var page = Page.of(call);
        return Answer.ok(entries.newestFirst(page.before(), page.limit()));
    }

    private Answer export(Call call) {
        var after = after(call);
        var last = entries.head().number();
        return new Answer.Streamed(
                "application/jsonl",
                out ->
                        JsonLines.write(
                                (number, limit) -> entries.between(number, last, limit),
                                after,
                                out));
    }

    private static long after(Call call) {
        try {
            return call.query("after").map(Long::parseUnsignedLong).orElse(0L);
        } catch (NumberFormatException _) {
            throw Refusal.unusable("after", "after is the number of an entry", "0 or more");
        }
    }
}
