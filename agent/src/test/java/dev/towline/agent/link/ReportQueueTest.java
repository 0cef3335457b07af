package dev.towline.agent.link;

import static dev.towline.agent.link.Samples.outcome;
import static dev.towline.agent.link.Samples.progress;
import static dev.towline.agent.link.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.link.ReportQueue.Limits;
import dev.towline.wire.AgentReport;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportQueueTest {

    @Test
    void dropsTheOldestDetailAndNeverAnOutcome() {
        var queue = new ReportQueue(new Limits(3, 1_000_000, 100));
        queue.add(report(1, outcome("a")));
        queue.add(report(2, progress("b")));
        queue.add(report(3, outcome("c")));

        var dropped = queue.add(report(4, progress("d")));

        assertThat(dropped).isEqualTo(1);
        assertThat(sequences(queue)).containsExactly(1L, 3L, 4L);
    }

    @Test
    void keepsMoreOutcomesThanItsLimit() {
        var queue = new ReportQueue(new Limits(2, 1_000_000, 100));

        for (var sequence = 1; sequence <= 5; sequence++) {
            queue.add(report(sequence, outcome("x")));
        }

        assertThat(sequences(queue)).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void staysWithinItsBytes() {
        var queue = new ReportQueue(new Limits(1000, 10_000, 100));

        for (var sequence = 1; sequence <= 20; sequence++) {
            queue.add(report(sequence, progress("x".repeat(2000))));
        }

        assertThat(sequences(queue)).containsExactly(17L, 18L, 19L, 20L);
    }

    @Test
    void putsNoMoreIntoABatchThanACoordinatorTakes() {
        var queue = new ReportQueue(new Limits(1000, 100_000_000, 100));
        for (var sequence = 1; sequence <= 9; sequence++) {
            queue.add(report(sequence, progress("x".repeat(200_000))));
        }

        var batch = queue.batch(Integer.MAX_VALUE);

        assertThat(batch).extracting(AgentReport::sequence).containsExactly(1L, 2L);
    }

    @Test
    void sendsAReportThatIsLargerThanABatchAlone() {
        var queue = new ReportQueue(new Limits(1000, 100_000_000, 100));
        queue.add(report(1, progress("x".repeat(900_000))));
        queue.add(report(2, progress("y")));

        var batch = queue.batch(Integer.MAX_VALUE);

        assertThat(batch).extracting(AgentReport::sequence).containsExactly(1L);
    }

    private static List<Long> sequences(ReportQueue queue) {
        return queue.batch(Integer.MAX_VALUE).stream().map(AgentReport::sequence).toList();
    }
}
