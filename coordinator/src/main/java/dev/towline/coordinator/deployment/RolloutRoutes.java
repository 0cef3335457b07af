package dev.towline.coordinator.deployment;

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
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Reading;
import dev.towline.ids.EnvironmentName;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// `/api/v1/environments/{environment}/rollout`: people halt the newest rollout, let it go on, or
/// make it go on at once.
///
/// Asked again, each answers with the rollout as it is and changes nothing. `If-Match` guards
/// against a newer order.
public final class RolloutRoutes implements Routes {
    private static final String PATH = "/api/v1/environments/{environment}/rollout";
    private static final int LONGEST_REASON = 500;

    private final Database database;
    private final Rollouts rollouts;
    private final InstantSource clock;

    public RolloutRoutes(Database database, Rollouts rollouts, InstantSource clock) {
        this.database = database;
        this.rollouts = rollouts;
        this.clock = clock;
    }

    record Body(@Nullable String reason) {}

    /// @param all whether all that is left goes at once; else only the next wait is left out
    /// @param wave the one that was released last, as the caller knows it; null: whichever
    record Promotion(@Nullable String reason, @Nullable Boolean all, @Nullable Integer wave) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                        PATH + "/halt",
                        Permission.DEPLOY,
                        call -> steer(call, call.body(Body.class).reason(), Steering::halt)),
                Route.post(
                        PATH + "/resume",
                        Permission.DEPLOY,
                        call -> steer(call, call.body(Body.class).reason(), Steering::resume)),
                Route.post(PATH + "/promote", Permission.DEPLOY, this::promote));
    }

    private Answer promote(Call call) {
        var body = call.body(Promotion.class);
        var wave = body.wave();
        return steer(
                call,
                body.reason(),
                steering -> {
                    if (Boolean.TRUE.equals(body.all())) {
                        steering.goToAll();
                    } else if (wave == null) {
                        steering.hurry();
                    } else {
                        steering.hurry(wave);
                    }
                });
    }

    private Answer steer(Call call, @Nullable String reason, Consumer<Steering> change) {
        var environment = call.environment();
        var known = EntityTag.in(call, "If-Match");
        var act = Act.of(call, clock.instant());
        var wish = new Steering.Wish(act, Wanted.line("reason", reason, LONGEST_REASON));
        var shown =
                database.write(transaction -> {
                    var rollout = existing(transaction, environment);
                    if (known.filter(it -> !it.equals(rollout.generation())).isPresent()) {
                        throw Refusal.changedMeanwhile(
                                "If-Match",
                                "the generation is " + EntityTag.of(rollout.generation()));
                    }
                    change.accept(new Steering(transaction, rollouts, rollout, wish));
                    return rollouts.view(transaction, environment, wish.act().at());
                });
        return Answer.ok(shown.orElseThrow());
    }

    private static StoredRollout existing(Reading reading, EnvironmentName environment) {
        EnvironmentStore.existing(reading, environment);
        return RolloutStore.newest(reading, environment)
                .orElseThrow(() -> Refusal.conflict(null, reason(reading, environment)));
    }

    private static String reason(Reading reading, EnvironmentName environment) {
        Optional<String> newest =
                DeploymentStore.newestOrder(reading, environment)
                        .map(order -> order.deployment().value());
        return newest.map(it ->
                        it
                                + " goes to all VMs at once; orders that are given after"
                                + " policy.rollout was defined, with two VMs or more, go in"
                                + " waves")
                .orElse("nothing was ordered for " + environment + " yet");
    }
}
