package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.coordinator.audit.AuditFile;
import dev.towline.coordinator.audit.AuditFile.Verdict;
import dev.towline.coordinator.chain.Entry;
import dev.towline.wire.AuditHead;
import dev.towline.wire.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The audit log, over HTTP.
final class AuditTest {
    private static final String AUDIT = "/api/v1/audit";
    private static final String DESIRED = "/api/v1/environments/production/desired";

    @TempDir private Path data;
    private TestCoordinator coordinator;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private JsonNode newest() {
        return coordinator.get(AUDIT).json().get(0);
    }

    private AuditHead head() {
        return new AuditHead(newest().path("number").asLong(), newest().path("hash").asText());
    }

    @Test
    void showsWhoFromWhereWhatWhyAndOutcome() {
        coordinator.deploy("production", SHA_1);

        var entry = newest();

        assertThat(entry.path("who").asText()).startsWith("first administrator (token ");
        assertThat(entry.path("from").asText()).isEqualTo("127.0.0.1");
        assertThat(entry.path("action").asText()).isEqualTo("desired-set");
        assertThat(entry.path("subject").asText()).isEqualTo("production");
        assertThat(entry.path("reason").asText()).isEqualTo("a test");
        assertThat(entry.path("outcome").asText()).isEqualTo("done");
        assertThat(entry.path("hash").asText()).hasSize(64);
        assertThat(entry.path("previous").asText())
                .isEqualTo(coordinator.get(AUDIT).text("/1/hash"));
    }

    @Test
    void isExportedAsLinesThatTheCheckAccepts() throws Exception {
        IntStream.range(0, 30).forEach(_ -> coordinator.deploy("production", SHA_1));

        var export = coordinator.get(AUDIT + "/export").raw().body();

        var file = Files.writeString(data.resolve("export.jsonl"), export);
        assertThat(AuditFile.verifyExport(file, List.of(head())))
                .isEqualTo(new Verdict.Whole(head()));
        assertThat(AuditFile.verifyStore(data, List.of(head())))
                .isEqualTo(new Verdict.Whole(head()));
    }

    @Test
    void isExportedFromAnEntryOn() {
        coordinator.deploy("production", SHA_1);

        var export = coordinator.get(AUDIT + "/export?after=1").raw().body();

        assertThat(export.lines()).hasSize((int) head().number() - 1);
        assertThat(coordinator.get(AUDIT + "/export?after=-1").status()).isEqualTo(422);
    }

    @Test
    void isForAdministratorsOnly() {
        var deployer = coordinator.token("deployer");

        assertThat(coordinator.send("GET", AUDIT + "/export", deployer, "").status())
                .isEqualTo(403);
    }

    @Nested
    class InOrders {
        private TestAgent agent;

        @BeforeEach
        void enrol() {
            agent = TestAgent.enrol(coordinator, "production", "vm1");
            coordinator.deploy("production", SHA_1);
        }

        private AuditHead told() throws Exception {
            return agent.open(agent.poll("", "")).terms().auditHead();
        }

        @Test
        void isWitnessedByItsHead() throws Exception {
            assertThat(told()).isEqualTo(head());
            coordinator.token("viewer");
            assertThat(told()).isEqualTo(head());
        }

        @Test
        void isWitnessedByItsHeadAfterARestart() throws Exception {
            coordinator.restart();

            assertThat(told()).isEqualTo(head());
            assertThat(head().number()).isGreaterThan(2);
        }

        @Test
        void isNotWitnessedAheadOfWhatIsKept() throws Exception {
            var before = told();

            coordinator.put("/api/v1/environments/nowhere/hold", "{}");
            coordinator.get("/api/v1/environments/nowhere");

            assertThat(told()).isEqualTo(head()).isNotEqualTo(before);
            assertThat(AuditFile.verifyStore(data, List.of(before, told())))
                    .isInstanceOf(Verdict.Whole.class);
        }
    }

    @Nested
    class OfRefusals {
        private List<Entry> refused() {
            return StreamSupport.stream(
                            coordinator.get(AUDIT + "?limit=500").json().spliterator(), false)
                    .map(OfRefusals::entry)
                    .filter(it -> it.outcome().equals("refused"))
                    .toList();
        }

        private static Entry entry(JsonNode json) {
            try {
                return Json.MAPPER.treeToValue(json, Entry.class);
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }

        @Test
        void hasTheRefusedOrderWithWhoAndWhy() {
            coordinator.put(
                    DESIRED,
                    "{\"sha\":\"" + SHA_1 + "\",\"confirm\":\"YES\",\"reason\":\"in a hurry\"}");

            assertThat(refused())
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.who()).startsWith("first administrator (token ");
                        assertThat(it.from()).isEqualTo("127.0.0.1");
                        assertThat(it.action()).isEqualTo("request-refused");
                        assertThat(it.subject()).isEqualTo("PUT " + DESIRED);
                        assertThat(it.reason()).isEqualTo("in a hurry");
                        assertThat(it.detail()).startsWith("422 unusable value: ");
                    });
        }

        @Test
        void hasWhoWasNotAllowed() {
            var viewer = coordinator.token("viewer");

            coordinator.send("PUT", DESIRED, viewer, order(SHA_1));
            coordinator.send("PUT", DESIRED, "tl_wrong", order(SHA_1));

            assertThat(refused())
                    .extracting(Entry::who)
                    .satisfiesExactly(
                            it -> assertThat(it).isEqualTo("anyone"),
                            it -> assertThat(it).startsWith("a viewer (token "));
        }

        @Test
        void hasNothingOfRequestsThatOnlyRead() {
            coordinator.send("GET", AUDIT, "", "");
            coordinator.get("/api/v1/environments/nowhere");

            assertThat(refused()).isEmpty();
        }

        @Test
        void isNotFilledByThem() {
            IntStream.range(0, 40).forEach(_ -> coordinator.send("PUT", DESIRED, "", "{}"));
            assertThat(refused()).hasSize(10);
            coordinator.now.set(coordinator.now.get().plus(Duration.ofMinutes(1)));

            coordinator.send("PUT", DESIRED, "", "{}");

            assertThat(refused())
                    .hasSize(12)
                    .anySatisfy(it -> {
                        assertThat(it.action()).isEqualTo("requests-refused");
                        assertThat(it.subject()).isEqualTo("30 requests");
                    });
        }

        @Test
        void isToldTheRestAtTheEnd() {
            IntStream.range(0, 12).forEach(_ -> coordinator.send("PUT", DESIRED, "", "{}"));

            coordinator.restart();

            assertThat(refused()).extracting(Entry::subject).contains("2 requests");
        }

        @Test
        void keepsBoundedWhatCallersSay() {
            coordinator.put(DESIRED, "{\"" + "x".repeat(60_000) + "\":1}");
            coordinator.put(DESIRED, "{\"sha\":\"x\",\"reason\":\"" + "y".repeat(60_000) + "\"}");

            assertThat(refused())
                    .hasSize(2)
                    .allSatisfy(it -> assertThat(it.toString().length()).isLessThan(3000));
        }
    }
}
