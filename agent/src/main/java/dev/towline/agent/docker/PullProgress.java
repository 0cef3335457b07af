package dev.towline.agent.docker;

import com.github.dockerjava.api.model.PullResponseItem;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Adds up the layers of one pull and says so, twice a second at most.
final class PullProgress {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final double MEGABYTE = 1e6;

    private final String image;
    private final Consumer<String> listener;
    private final Ticker ticker;
    private final Map<String, Layer> layers = new HashMap<>();
    private @Nullable Duration lastSaid;

    private record Layer(long current, long total) {}

    PullProgress(String image, Consumer<String> listener, Ticker ticker) {
        this.image = image;
        this.listener = listener;
        this.ticker = ticker;
    }

    void add(PullResponseItem item) {
        var detail = item.getProgressDetail();
        var layer = item.getId();
        if (layer == null || detail == null || !"Downloading".equals(item.getStatus())) {
            return;
        }
        var current = detail.getCurrent();
        var total = detail.getTotal();
        if (current != null && total != null) {
            layers.put(layer, new Layer(current, total));
            say();
        }
    }

    private void say() {
        var now = ticker.elapsed();
        if (lastSaid != null && now.minus(lastSaid).compareTo(PAUSE) < 0) {
            return;
        }
        lastSaid = now;
        var current = layers.values().stream().mapToLong(Layer::current).sum();
        var total = layers.values().stream().mapToLong(Layer::total).sum();
        listener.accept(
                String.format(
                        Locale.ROOT,
                        "%s: %.1f of %.1f MB",
                        image,
                        current / MEGABYTE,
                        total / MEGABYTE));
    }
}
