package dev.towline.coordinator.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.environment.EnvironmentStore;
import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.EntityTag;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.policy.DeployRequest;
import dev.towline.coordinator.store.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/api/v1/environments/{environment}/desired`: the order to deploy.
public final class DesiredRoutes implements Routes {
    private static final String PATH = "/api/v1/environments/{environment}/desired";

    private final Database database;
    private final Orders orders;
    private final InstantSource clock;

    public DesiredRoutes(Database database, Orders orders, InstantSource clock) {
        this.database = database;
        this.orders = orders;
        this.clock = clock;
    }

    record Body(
            @Nullable String sha,
            @Nullable String confirm,
            @Nullable String reason,
            @Nullable JsonNode force,
            @Nullable List<@Nullable String> acceptVolumeChange) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.put(PATH, Permission.DEPLOY, this::order),
                Route.get(PATH, Permission.READ, this::desired));
    }

    private Answer order(Call call) {
        var act = Act.of(call, clock.instant());
        return OrderAnswers.of(
                orders.give(wish(call), IdempotencyStore.Key.in(call), act), act.at());
    }

    private static Wish wish(Call call) {
        var body = call.body(Body.class);
        var request =
                new DeployRequest(
                        DeployRequest.Kind.DEPLOY,
                        new DeployRequest.Texts(
                                body.sha(), body.confirm(), Reasons.plain(body.reason())),
                        ForceForm.read(body.force()),
                        Persons.of(call.caller()),
                        null);
        return Wish.of(call, request, VolumeChanges.checked(body.acceptVolumeChange()));
    }

    private Answer desired(Call call) {
        var name = call.environment();
        var order =
                database.read(reading -> {
                    EnvironmentStore.existing(reading, name);
                    return DeploymentStore.newestOrder(reading, name);
                });
        return order.<Answer>map(o ->
                        new Answer.Document(
                                200,
                                Map.of("ETag", EntityTag.of(o.generation())),
                                OrderAnswers.shown(o)))
                .orElseThrow(() -> Refusal.notFound("order for " + name + " yet"));
    }
}
