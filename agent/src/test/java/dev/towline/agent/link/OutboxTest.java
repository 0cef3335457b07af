package dev.towline.agent.link;

import static dev.towline.agent.link.Samples.AT;
import static dev.towline.agent.link.Samples.SEVEN;
import static dev.towline.agent.link.Samples.outcome;
import static dev.towline.agent.link.Samples.progress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towline.agent.link.ReportAnswer.Acknowledged;
import dev.towline.agent.link.ReportAnswer.Refused;
import dev.towline.agent.link.ReportAnswer.Unreachable;
import dev.towline.wire.AgentReport;
import dev.towline.wire.ReportBatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class OutboxTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(5_000_000));

    private final List<ReportBatch> sent = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void placeFile() {
        file = folder.resolve("outbox.json");
    }

    @Test
    void sendsReportsInOrder() {
        try (var outbox = open(OutboxTest::acknowledge)) {

            outbox.tell(AT, SEVEN, null, progress("a"));
            outbox.tell(AT, SEVEN, null, outcome("b"));
            outbox.tell(AT, SEVEN, null, progress("c"));

            await().until(() -> outbox.waiting() == 0);
            assertThat(sequences()).containsExactly(5_000_000L, 5_000_001L, 5_000_002L);
            assertThat(pauses).isEmpty();
        }
    }

    @Test
    void sendsTheSameReportsAgainUntilTheCoordinatorAnswers() {
        try (var outbox =
                open(batch -> sent.size() < 4 ? new Unreachable("down") : acknowledge(batch))) {

            outbox.tell(AT, SEVEN, null, progress("a"));

            await().until(() -> outbox.waiting() == 0);
            assertThat(sequences()).containsOnly(5_000_000L).hasSize(4);
            assertThat(pauses).hasSize(3);
        }
    }

    @Test
    void goesOnSendingAfterAFaultThatNobodyThoughtOf() {
        try (var outbox =
                open(batch -> {
                    if (sent.size() == 1) {
                        throw new IllegalStateException("a bug");
                    }
                    return acknowledge(batch);
                })) {

            outbox.tell(AT, SEVEN, null, progress("a"));

            await().until(() -> outbox.waiting() == 0);
            assertThat(sequences()).containsExactly(5_000_000L, 5_000_000L);
        }
    }

    @Test
    void givesUpOnlyTheOneReportThatIsRefused() {
        Function<ReportBatch, ReportAnswer> noSecond =
                batch ->
                        batch.reports().stream().anyMatch(it -> it.sequence() == 5_000_001)
                                ? new Refused("unknown event")
                                : acknowledge(batch);
        try (var outbox =
                open(batch -> sent.size() == 1 ? new Unreachable("") : noSecond.apply(batch))) {

            outbox.tell(AT, SEVEN, null, progress("a"));
            outbox.tell(AT, SEVEN, null, progress("b"));
            outbox.tell(AT, SEVEN, null, progress("c"));

            await().until(() -> outbox.waiting() == 0);
            assertThat(accepted(noSecond)).containsExactly(5_000_000L, 5_000_002L);
        }
    }

    @Test
    void keepsOutcomesOverARestartAndNeverUsesANumberTwice() {
        long last;
        try (var outbox = open(_ -> new Unreachable("down"))) {
            outbox.tell(AT, SEVEN, null, progress("detail"));
            outbox.tell(AT, SEVEN, null, outcome("accepted"));
            last = outbox.tell(AT, SEVEN, null, progress("more detail"));
        }
        sent.clear();

        try (var outbox = open(OutboxTest::acknowledge)) {
            var first = outbox.tell(AT, SEVEN, null, progress("new"));

            await().until(() -> outbox.waiting() == 0);
            assertThat(sequences()).containsExactly(5_000_001L, first);
            assertThat(first).isGreaterThan(last);
        }
    }

    @Test
    void doesNotSendAnAcknowledgedOutcomeAgainAfterARestart() {
        try (var outbox = open(OutboxTest::acknowledge)) {
            outbox.tell(AT, SEVEN, null, outcome("accepted"));
            await().until(() -> outbox.waiting() == 0);
        }

        try (var outbox = open(OutboxTest::acknowledge)) {
            assertThat(outbox.waiting()).isZero();
        }
    }

    @Test
    void keepsAnOutcomeThatAnInterruptedThreadTells() throws Exception {
        try (var outbox = open(_ -> new Unreachable("down"))) {
            Thread.currentThread().interrupt();

            outbox.tell(AT, SEVEN, null, outcome("superseded"));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(Files.readString(file)).contains("superseded");
        }
    }

    @Test
    void reservesNumbersBeforeItUsesThem() {
        long last = 0;
        try (var outbox = open(OutboxTest::acknowledge)) {
            for (var told = 0; told < 2500; told++) {
                last = outbox.tell(AT, SEVEN, null, progress("x"));
            }
        }

        try (var outbox = open(OutboxTest::acknowledge)) {
            assertThat(outbox.tell(AT, SEVEN, null, progress("x"))).isGreaterThan(last);
        }
    }

    @Test
    void setsAFileAsideThatItCannotRead() throws Exception {
        Files.writeString(file, "{\"next\": \"many\"}");

        try (var outbox = open(OutboxTest::acknowledge)) {
            assertThat(outbox.tell(AT, SEVEN, null, progress("x"))).isEqualTo(5_000_000);
        }
        assertThat(folder.resolve("outbox.json.unreadable")).hasContent("{\"next\": \"many\"}");
    }

    private Outbox open(Function<ReportBatch, ReportAnswer> coordinator) {
        return Outbox.open(
                file,
                CLOCK,
                batch -> {
                    sent.add(batch);
                    return coordinator.apply(batch);
                },
                this::pause);
    }

    /// No real pause, but an end to trying where the coordinator is down for good.
    private void pause(Duration pause) throws InterruptedException {
        pauses.add(pause);
        if (pauses.size() > 50) {
            new CountDownLatch(1).await();
        }
    }

    private static ReportAnswer acknowledge(ReportBatch batch) {
        return new Acknowledged(batch.reports().getLast().sequence());
    }

    private List<Long> sequences() {
        return sent.stream()
                .flatMap(it -> it.reports().stream())
                .map(AgentReport::sequence)
                .toList();
    }

    private List<Long> accepted(Function<ReportBatch, ReportAnswer> coordinator) {
        return sent.stream()
                .skip(1)
                .filter(it -> coordinator.apply(it) instanceof Acknowledged)
                .flatMap(it -> it.reports().stream())
                .map(AgentReport::sequence)
                .toList();
    }
}
