package dev.towline.coordinator.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.environment.EnvironmentStore;
import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.EntityTag;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.http.Wanted;
import dev.towline.coordinator.policy.DeployRequest;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/api/v1/environments/{environment}/desired`: the order to deploy.
public final class DesiredRoutes implements Routes {
    private static final String PATH = "/api/v1/environments/{environment}/desired";
    private static final int LONGEST_KEY = 200;

    private final Database database;
    private final Orders orders;
    private final InstantSource clock;

    public DesiredRoutes(Database database, Ledger ledger, InstantSource clock) {
        this.database = database;
        this.orders = new Orders(database, ledger);
        this.clock = clock;
    }

    record Body(
            @Nullable String sha,
            @Nullable String confirm,
            @Nullable String reason,
            @Nullable Boolean force,
            @Nullable List<@Nullable String> acceptVolumeChange) {}

    record Desired(
            DeploymentId deployment,
            EnvironmentName environment,
            Generation generation,
            CommitSha sha,
            boolean forced,
            String requestedBy,
            String reason,
            Instant requestedAt,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> acceptVolumeChange) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.put(PATH, Permission.DEPLOY, this::order),
                Route.get(PATH, Permission.READ, this::desired));
    }

    private Answer order(Call call) {
        var order = orders.give(wish(call), new Act(call.caller(), clock.instant()));
        return new Answer.Document(
                202,
                Map.of(
                        "Location",
                        "/api/v1/deployments/" + order.deployment(),
                        "ETag",
                        EntityTag.of(order.generation())),
                shown(order));
    }

    private static Orders.Wish wish(Call call) {
        var body = call.body(Body.class);
        return new Orders.Wish(
                call.environment(),
                new DeployRequest(body.sha(), body.confirm(), body.reason()),
                Boolean.TRUE.equals(body.force()),
                VolumeChanges.checked(body.acceptVolumeChange()),
                EntityTag.in(call, "If-Match"),
                key(call));
    }

    private static IdempotencyStore.@Nullable Key key(Call call) {
        return call.header("Idempotency-Key")
                .map(key -> Wanted.line("Idempotency-Key", key, LONGEST_KEY))
                .map(key ->
                        new IdempotencyStore.Key(
                                new Act(call.caller(), Instant.EPOCH).who(), key, print(call)))
                .orElse(null);
    }

    private static String print(Call call) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return call.environment() + " " + HexFormat.of().formatHex(digest.digest(call.bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no SHA-256", e);
        }
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
                                200, Map.of("ETag", EntityTag.of(o.generation())), shown(o)))
                .orElseThrow(() -> Refusal.notFound("order for " + name + " yet"));
    }

    private static Desired shown(Order order) {
        return new Desired(
                order.deployment(),
                order.environment(),
                order.generation(),
                order.sha(),
                order.forced(),
                order.requestedBy(),
                order.reason(),
                order.requestedAt(),
                order.acceptVolumeChange());
    }
}
