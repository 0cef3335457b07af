package dev.towline.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.ids.CommitSha;
import dev.towline.ids.Generation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final List<Long> waits = new ArrayList<>();
    private final Signals signals =
            new Signals((_, nanos) -> {
                waits.add(nanos);
                return 0;
            });

    private static dev.towline.wire.DesiredState order(long generation) {
        return Orders.of(new CommitSha("a".repeat(40)), new Generation(generation), "/none");
    }

    @Test
    void waitsTheWholeTimeWhenNothingHappens() throws InterruptedException {
        signals.await(MINUTE);

        assertThat(waits).containsExactly(MINUTE.toNanos());
    }

    @Test
    void takesAllSignalsSoFarAtOnce() throws InterruptedException {
        signals.engineChanged();
        signals.order(order(1));
        signals.engineChanged();

        signals.await(MINUTE);
        var first = List.copyOf(waits);
        signals.await(MINUTE);

        assertThat(first).isEmpty();
        assertThat(waits).hasSize(1);
    }

    @Test
    void keepsTheNewestOrderWhateverComesLater() throws InterruptedException {
        signals.order(order(7));
        signals.await(MINUTE);

        signals.order(order(7));
        signals.order(order(3));
        signals.await(MINUTE);

        assertThat(signals.newest()).contains(order(7));
        assertThat(waits).hasSize(1);
    }

    @Test
    void knowsWhetherAnOrderIsNewer() {
        signals.order(order(7));

        assertThat(signals.newerThan(new Generation(6))).isTrue();
        assertThat(signals.newerThan(new Generation(7))).isFalse();
    }

    @Test
    void wakesWhoeverWaits() throws InterruptedException {
        var real = new Signals();
        var waiting =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                real.await(Duration.ofHours(1));
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        });

        real.engineChanged();

        assertThat(waiting.join(Duration.ofSeconds(20))).isTrue();
    }
}
