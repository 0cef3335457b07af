package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.audit.AuditFile;
import dev.towline.coordinator.audit.AuditFile.Verdict;
import dev.towline.coordinator.store.DataDirectory;
import dev.towline.coordinator.store.Restore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups of a running coordinator, and what a coordinator on one of them does.
final class BackupTest {
    private static final String BACKUPS = "/api/v1/backups";

    @TempDir private Path folder;
    private TestCoordinator coordinator;
    private int restored;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(folder.resolve("data"));
        coordinator.define("production");
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private Path backUp() {
        return Path.of(coordinator.post(BACKUPS, "{\"reason\":\"a test\"}").text("/file"));
    }

    /// The same folder, on the backup.
    private void restore(Path backup) {
        var day = Duration.ofDays(++restored);
        coordinator.close();
        try (var directory = DataDirectory.take(coordinator.data)) {
            assertThat(Restore.of(backup, directory, Instant.EPOCH.plus(day))).isPresent();
        }
        coordinator = new TestCoordinator(coordinator.data);
        coordinator.now.set(coordinator.now.get().plus(day));
    }

    @Test
    void isListedAndWrittenDown() throws Exception {
        var backup = backUp();

        var listed = coordinator.get(BACKUPS).json();
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).path("file").asText()).isEqualTo(backup.toString());
        assertThat(listed.get(0).path("bytes").asLong()).isEqualTo(Files.size(backup));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        var entry = coordinator.get("/api/v1/audit").json().get(0);
        assertThat(entry.path("action").asText()).isEqualTo("backup-made");
        assertThat(entry.path("reason").asText()).isEqualTo("a test");
    }

    @Test
    void wantsAReason() {
        assertThat(coordinator.post(BACKUPS, "{}").text("/field")).isEqualTo("reason");
    }

    @Test
    void hasAllThatWasAcknowledgedBeforeItWasMadeUnderLoad() {
        var acknowledged = new ConcurrentSkipListSet<Long>();
        var enough = new AtomicBoolean();
        var load =
                IntStream.range(0, 6)
                        .mapToObj(_ -> Thread.ofVirtual().start(() -> load(acknowledged, enough)))
                        .toList();
        Awaitility.await().until(() -> acknowledged.size() >= 40);

        var before = List.copyOf(acknowledged);
        var backup = backUp();

        enough.set(true);
        load.forEach(BackupTest::join);
        assertThat(acknowledged.size()).isGreaterThan(before.size());
        restore(backup);
        var kept = generations();
        assertThat(kept).containsAll(before).doesNotHaveDuplicates();
        assertThat(AuditFile.verifyStore(coordinator.data, List.of()))
                .isInstanceOf(Verdict.Whole.class);
    }

    private void load(ConcurrentSkipListSet<Long> acknowledged, AtomicBoolean enough) {
        while (!enough.get()) {
            var reply = coordinator.deploy("production", SHA_1);
            if (reply.status() == 202) {
                acknowledged.add(reply.json().path("generation").asLong());
            }
        }
    }

    private static void join(Thread thread) {
        try {
            assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Long> generations() {
        var deployments =
                coordinator.get("/api/v1/environments/production/deployments?limit=500").json();
        return deployments.findValues("generation").stream().map(it -> it.asLong()).toList();
    }

    @Test
    void isGoneOnFromAboveAllGenerationsThatMayHaveBeenGiven() throws Exception {
        var agent = TestAgent.enrol(coordinator, "production", "vm1");
        coordinator.deploy("production", SHA_1);
        var backup = backUp();
        coordinator.deploy("production", SHA_2);
        coordinator.deploy("production", SHA_2);

        restore(backup);

        agent = new TestAgent(coordinator, agent.enrolment());
        assertThat(agent.poll("\"3\"", "").status()).isEqualTo(304);
        var order = coordinator.deploy("production", SHA_2);
        assertThat(order.text("/deployment")).isEqualTo("production-1000001");
        assertThat(agent.open(agent.poll("\"3\"", "")).generation().number()).isEqualTo(1_000_001);
    }

    @Test
    void isGoneOnFromOnlyOnceAndSaysSoInTheAuditLog() {
        coordinator.deploy("production", SHA_1);
        var backup = backUp();
        restore(backup);
        coordinator.restart();
        coordinator.define("staging");

        assertThat(coordinator.deploy("production", SHA_1).text("/generation"))
                .isEqualTo("1000001");
        assertThat(coordinator.deploy("staging", SHA_1).text("/generation")).isEqualTo("1");
        assertThat(coordinator.get("/api/v1/audit").json().findValuesAsText("action"))
                .containsOnlyOnce("store-restored");

        restore(backUp());

        assertThat(coordinator.deploy("production", SHA_1).text("/generation"))
                .isEqualTo("2000001");
    }

    @Test
    void leavesWhatItReplacedBesideIt() throws IOException {
        coordinator.deploy("production", SHA_1);
        var backup = backUp();

        restore(backup);

        var aside = coordinator.data.resolve("replaced-1970-01-02T00-00-00Z");
        assertThat(aside.resolve("towline.db")).exists();
        assertThat(coordinator.data.resolve("restored.db")).doesNotExist();
        assertThat(AuditFile.verifyStore(aside, List.of())).isInstanceOf(Verdict.Whole.class);
    }
}
