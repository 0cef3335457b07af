package dev.towline.coordinator.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.policy.DeployRequest;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/environments/{environment}/rollback`: back to a release that was accepted here.
///
/// It is an order like any other, with a generation of its own; only the rules of promotion and of
/// descendants do not count.
public final class RollbackRoutes implements Routes {
    private final Orders orders;
    private final InstantSource clock;

    public RollbackRoutes(Orders orders, InstantSource clock) {
        this.orders = orders;
        this.clock = clock;
    }

    record Body(
            @Nullable String confirm,
            @Nullable String reason,
            @Nullable String to,
            @Nullable JsonNode force,
            @Nullable List<@Nullable String> acceptVolumeChange) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                        "/api/v1/environments/{environment}/rollback",
                        Permission.DEPLOY,
                        this::rollBack));
    }

    private Answer rollBack(Call call) {
        var act = Act.of(call, clock.instant());
        var body = call.body(Body.class);
        var request =
                new DeployRequest(
                        DeployRequest.Kind.ROLLBACK,
                        new DeployRequest.Texts(null, body.confirm(), Reasons.plain(body.reason())),
                        ForceForm.read(body.force()),
                        Persons.of(call.caller()),
                        null);
        var wish = Wish.of(call, request, VolumeChanges.checked(body.acceptVolumeChange()));
        var given = orders.rollBack(wish, body.to(), IdempotencyStore.Key.in(call), act);
        return OrderAnswers.of(given, act.at());
    }
}
