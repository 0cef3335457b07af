package dev.towline.agent.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/// Removes a container at rest, of each service once, and measures until it runs again; then one of
/// them several times in a row, which makes the agent pause longer and longer.
///
/// @param rests waits until all is well again; whether it became so
record ChaosHealing(ChaosSite chaos, ChaosFigures figures, BooleanSupplier rests) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int AGAIN = 4;

    void measure() {
        // Whatever it healed before, it has forgotten.
        chaos.site().agent().kill9();
        chaos.site().agent().startAgain();
        for (var service : List.of("api", "dashboard", "sidecar")) {
            if (mayGoOn()) {
                figures.healed(removed(service));
            }
        }
        for (int time = 0; time < AGAIN && mayGoOn(); time++) {
            figures.healedAgain(removed("sidecar"));
        }
        figures.ownStart(ownStart());
        if (!mayGoOn()) {
            figures.failure("after healing it does not come to rest");
        }
    }

    private boolean mayGoOn() {
        return figures.failures().isEmpty() && rests.getAsBoolean();
    }

    private Duration removed(String service) {
        var name = chaos.site().engine().container(service);
        long start = System.nanoTime();
        chaos.engine().socket().remove(name);
        return untilItRuns(name, start);
    }

    /// What the engine alone takes to make and start such a container.
    private Duration ownStart() {
        var name = chaos.site().engine().container("sidecar");
        var image = chaos.engine().socket().get("/containers/" + name + "/json").path("Image");
        var socket = chaos.engine().socket();
        long start = System.nanoTime();
        socket.post("/containers/create?name=own-start", Map.of("Image", image.asText()));
        socket.start("own-start");
        var took = Duration.ofNanos(System.nanoTime() - start);
        socket.remove("own-start");
        return took;
    }

    private Duration untilItRuns(String name, long start) {
        Awaitility.await("healing of " + name)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> chaos.site().engine().running().containsKey(name));
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
