package dev.towline.coordinator.environment;

import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.http.Wanted;
import dev.towline.coordinator.store.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// `/api/v1/environments/{environment}/contract-bypass`: releases may be accepted though their
/// contract fails, for a while.
///
/// It goes out with the orders that are given while it stands. Taking it back counts for later
/// orders; in one that is out already it stands until it expires.
public final class BypassRoutes implements Routes {
    private static final String PATH = "/api/v1/environments/{environment}/contract-bypass";
    private static final int LONGEST_REASON = 500;

    private final Database database;
    private final InstantSource clock;

    public BypassRoutes(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.put(PATH, Permission.ADMINISTER, this::give),
                Route.delete(PATH, Permission.ADMINISTER, this::takeBack));
    }

    private Answer give(Call call) {
        var act = Act.of(call, clock.instant());
        var environment = call.environment();
        var bypass = call.body(BypassWish.class).by(act);
        database.write(transaction -> {
            EnvironmentStore.existing(transaction, environment);
            BypassStore.put(transaction, environment, bypass);
            var detail = "owner " + bypass.owner() + ", until " + bypass.expiresAt() + from(call);
            act.record(
                    transaction,
                    new Act.Deed(
                            "contract-bypass-set", environment.value(), bypass.reason(), detail));
            return bypass;
        });
        return Answer.ok(bypass);
    }

    private Answer takeBack(Call call) {
        var act = Act.of(call, clock.instant());
        var environment = call.environment();
        var reason =
                call.query("reason")
                        .map(it -> Wanted.line("reason", it, LONGEST_REASON))
                        .orElse("");
        return database.write(transaction -> {
            EnvironmentStore.existing(transaction, environment);
            var ended =
                    BypassStore.standing(transaction, environment, act.at())
                            .orElseThrow(
                                    () -> Refusal.notFound("contract bypass of " + environment));
            BypassStore.remove(transaction, environment);
            var detail = "it was " + ended.owner() + "'s: " + ended.reason() + from(call);
            act.record(
                    transaction,
                    new Act.Deed("contract-bypass-removed", environment.value(), reason, detail));
            return new Answer.Empty(204, Map.of());
        });
    }

    private static String from(Call call) {
        return ", from " + call.from();
    }
}
