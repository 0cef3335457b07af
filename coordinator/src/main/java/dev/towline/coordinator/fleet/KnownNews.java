package dev.towline.coordinator.fleet;

import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.EntityTag;
import dev.towline.coordinator.watch.GenerationSignal;
import dev.towline.coordinator.watch.News;
import dev.towline.ids.AgentId;
import dev.towline.ids.Generation;
import dev.towline.wire.HoldOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an agent that asks has already, and how long it waits for something else.
///
/// @param generation empty: it takes what there is, and does not wait
/// @param holds empty: it knows nothing of holds
record KnownNews(Optional<Generation> generation, Optional<Long> holds, Duration patience) {
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*(\\d{1,9})");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /// Short of what proxies usually allow, and of Helidon's limit for idle connections.
    private static final long LONGEST_WAIT_SECONDS = 55;

    static KnownNews of(Call call) {
        var generation = EntityTag.in(call, "If-None-Match");
        return new KnownNews(
                generation,
                holds(call),
                generation.isPresent() ? longestWait(call) : Duration.ZERO);
    }

    private static Optional<Long> holds(Call call) {
        return call.header(HoldOrder.KNOWN)
                .filter(it -> NUMBER.matcher(it).matches())
                .map(Long::parseLong);
    }

    private static Duration longestWait(Call call) {
        var wait = WAIT.matcher(call.header("Prefer").orElse(""));
        return wait.find()
                ? Duration.ofSeconds(Math.min(Long.parseLong(wait.group(1)), LONGEST_WAIT_SECONDS))
                : Duration.ZERO;
    }

    boolean differFrom(News news, AgentId agent) {
        return lack(GenerationSignal.generation(news.order(agent))) || lackHoldsOf(news);
    }

    /// Whether the agent has not come to this. It may be beyond it, where a backup was put back, or
    /// where a release was taken back that it had got already.
    boolean lack(Generation newest) {
        return generation.map(newest::after).orElse(true);
    }

    boolean lackHoldsOf(News news) {
        return holds.filter(it -> it < news.holds().number()).isPresent();
    }
}
