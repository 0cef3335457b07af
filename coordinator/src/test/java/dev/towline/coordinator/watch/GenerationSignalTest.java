package dev.towline.coordinator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.ids.CommitSha;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import dev.towline.wire.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class GenerationSignalTest {
    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    private static final EnvironmentName STAGING = new EnvironmentName("staging");
    private static final Duration LONG = Duration.ofMinutes(5);

    private final GenerationSignal signal = new GenerationSignal();

    private static Order order(EnvironmentName environment, long generation) {
        return new Order(
                environment,
                new Generation(generation),
                new CommitSha("0".repeat(40)),
                "repository",
                "main",
                null,
                false,
                "someone",
                "a test",
                Instant.EPOCH,
                List.of(),
                Terms.USUAL,
                List.of(),
                null);
    }

    /// A thread that is parked by the time this returns, and what it will have found.
    private record Parked(Thread thread, CompletableFuture<Optional<Order>> found) {
        Optional<Order> get() {
            return found.orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    private Parked park(EnvironmentName environment, long known) {
        var found = new CompletableFuture<Optional<Order>>();
        var thread =
                Thread.ofVirtual()
                        .start(() ->
                                found.complete(
                                        signal.awaitOther(
                                                environment, new Generation(known), LONG)));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return new Parked(thread, found);
    }

    @Test
    void wakesEveryoneWhoIsParked() {
        List<Parked> parked = IntStream.range(0, 50).mapToObj(_ -> park(PRODUCTION, 0)).toList();

        signal.announce(order(PRODUCTION, 1));

        assertThat(parked).allSatisfy(p -> assertThat(p.get()).contains(order(PRODUCTION, 1)));
    }

    @Test
    void leavesThoseWhoWaitForAnotherEnvironment() {
        var other = park(STAGING, 0);
        var woken = park(PRODUCTION, 0);

        signal.announce(order(PRODUCTION, 1));

        woken.get();
        assertThat(other.thread().getState()).isEqualTo(Thread.State.TIMED_WAITING);
        signal.close();
    }

    @Test
    void answersAtOnceWhenTheGenerationIsAnotherAlready() {
        signal.announce(order(PRODUCTION, 3));

        assertThat(signal.awaitOther(PRODUCTION, new Generation(5), LONG))
                .contains(order(PRODUCTION, 3));
    }

    @Test
    void passesOverAnOrderThatIsOlderThanTheKnown() {
        signal.announce(order(PRODUCTION, 2));

        signal.announce(order(PRODUCTION, 1));

        assertThat(signal.newest(PRODUCTION)).contains(order(PRODUCTION, 2));
    }

    @Test
    void endsAllWaitingWhenItIsClosed() {
        var parked = park(PRODUCTION, 0);

        signal.close();

        assertThat(parked.get()).isEmpty();
        assertThat(signal.awaitOther(PRODUCTION, Generation.NONE, LONG)).isEmpty();
    }

    @Test
    void givesUpWhenTheTimeIsOver() {
        assertThat(signal.awaitOther(PRODUCTION, Generation.NONE, Duration.ofMillis(5))).isEmpty();
    }
}
