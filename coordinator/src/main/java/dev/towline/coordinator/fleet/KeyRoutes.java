package dev.towline.coordinator.fleet;

import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.http.Wanted;
import dev.towline.wire.KeyRotations;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/api/v1/keys`: an administrator rotates the key that orders are signed with. Agents ask for the
/// rotations, which they verify themselves.
public final class KeyRoutes implements Routes {
    private static final int LONGEST_REASON = 500;

    private final SigningKeys keys;
    private final InstantSource clock;

    public KeyRoutes(SigningKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    record Wish(@Nullable String reason) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/api/v1/keys", Permission.ADMINISTER, this::rotate),
                Route.get("/api/v1/agent/keys", Permission.AGENT, this::rotations));
    }

    private Answer rotate(Call call) {
        var reason = Wanted.line("reason", call.body(Wish.class).reason(), LONGEST_REASON);
        return Answer.created(keys.rotate(Act.of(call, clock.instant()), reason));
    }

    private Answer rotations(Call call) {
        call.agent();
        return Answer.ok(new KeyRotations(keys.rotations()));
    }
}
