package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.coordinator.audit.AuditFile;
import dev.towline.coordinator.audit.AuditFile.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// `kill -9` of the coordinator under load, 50 times in one store.
@Order(3)
@Execution(ExecutionMode.CONCURRENT)
class CoordinatorKilledE2E {
    private static final int KILLS = 50;
    private static final int ANSWERS = 10;

    @TempDir Path folder;

    @Test
    void losesNothingThatItAcknowledgedAndGivesNoGenerationTwice() throws IOException {
        var random = new Random(KILLS);
        try (var coordinator = RunningCoordinator.in(folder.resolve("coordinator"))) {
            var load = KillLoad.on(coordinator, Files.readString(coordinator.tokenFile()).strip());
            try (load) {
                for (int kill = 0; kill < KILLS; kill++) {
                    load.awaitMore(ANSWERS);
                    BenchProcess.pause(Duration.ofMillis(random.nextInt(50)));
                    coordinator.kill9();
                    coordinator.startAgain();
                }
                load.awaitMore(ANSWERS);
            }

            assertThat(load.surprises()).isEmpty();
            assertOrders(coordinator.operator(), load.orders());
            load.reports()
                    .forEach((environment, last) ->
                            assertReports(coordinator.operator(), environment, last));
            assertThat(load.reports()).hasSize(KillLoad.EACH);
            assertAudit(load);
        }
    }

    /// All that agents witnessed is in the chain, which is whole, and has every order in it.
    private void assertAudit(KillLoad load) {
        var verdict = AuditFile.verifyStore(folder.resolve("coordinator"), load.witnessed());

        assertThat(load.witnessed()).isNotEmpty();
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Whole.class,
                        it ->
                                assertThat(it.head().number())
                                        .isGreaterThanOrEqualTo(load.orders().size()));
    }

    /// Those that were on their way when the process died may be there too.
    private static void assertOrders(Operator operator, Map<Long, String> acknowledged) {
        var kept = new TreeMap<Long, String>();
        var path = "environments/" + KillLoad.ORDERED + "/deployments?limit=500&before=";
        for (long before = Long.MAX_VALUE; before > 1; before = kept.firstKey()) {
            var page = operator.get(path + before);
            assertThat(page).isNotEmpty();
            page.forEach(it -> kept.put(it.path("generation").asLong(), it.path("sha").asText()));
        }
        assertThat(kept).containsAllEntriesOf(acknowledged);
        assertThat(kept.lastKey()).isEqualTo(kept.size());
        assertThat(kept.values()).doesNotHaveDuplicates();
        assertThat(kept.size() - acknowledged.size()).isBetween(0, KILLS * KillLoad.EACH);
    }

    /// Each of them once, in the order in which they were told; one more may be there.
    private static void assertReports(Operator operator, String environment, long last) {
        var told = new ArrayList<Long>();
        for (JsonNode event : operator.events(environment + "-1")) {
            var what = event.path("data").path("event");
            if (what.path("type").asText().equals("progress")) {
                told.add(what.path("message").asLong());
            }
        }
        assertThat(told).hasSizeBetween((int) last, (int) last + 1);
        assertThat(told).isEqualTo(upTo(told.size()));
    }

    private static List<Long> upTo(int last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
