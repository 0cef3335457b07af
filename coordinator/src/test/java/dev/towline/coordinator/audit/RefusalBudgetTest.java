package dev.towline.coordinator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.audit.RefusalBudget.Counted;
import dev.towline.coordinator.audit.RefusalBudget.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RefusalBudgetTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = START.plus(Duration.ofMinutes(1));
    private static final Source ALICE = new Source("alice", "10.0.0.1");

    private final RefusalBudget budget = new RefusalBudget();

    private long written(int attempts, Source source) {
        return IntStream.range(0, attempts).filter(_ -> budget.take(source, START)).count();
    }

    @Test
    void writesTheFirstOfACallerDownAndCountsTheOthers() {
        assertThat(written(25, ALICE)).isEqualTo(10);

        assertThat(budget.ended(LATER.minusMillis(1))).isEmpty();
        assertThat(budget.ended(LATER)).containsExactly(new Counted(ALICE, 15, START));
        assertThat(budget.ended(LATER)).isEmpty();
    }

    @Test
    void beginsAnewAfterAMinute() {
        written(25, ALICE);
        budget.ended(LATER);

        assertThat(budget.take(ALICE, LATER)).isTrue();
    }

    @Test
    void keepsManyCallersFromFillingTheLogTogether() {
        budget.ended(START);

        var written =
                IntStream.range(0, 1000)
                        .filter(i -> budget.take(new Source("anyone", "10.0.0." + i), START))
                        .count();

        assertThat(written).isEqualTo(100);
        assertThat(budget.ended(LATER))
                .isEqualTo(List.of(new Counted(new Source("various callers", ""), 900, START)));
    }

    @Test
    void givesTheRestAtTheEnd() {
        written(11, ALICE);

        assertThat(budget.rest()).containsExactly(new Counted(ALICE, 1, START));
        assertThat(budget.rest()).isEmpty();
    }

    @Test
    void isNotStuckWhereTheClockGoesBack() {
        written(25, ALICE);

        assertThat(budget.ended(START.minusSeconds(3600))).hasSize(1);
        assertThat(budget.take(ALICE, START.minusSeconds(3600))).isTrue();
    }
}
