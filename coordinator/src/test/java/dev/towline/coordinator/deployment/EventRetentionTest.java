package dev.towline.coordinator.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.store.DataDirectory;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventRetentionTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration AGE = Duration.ofDays(30);

    @TempDir private Path folder;
    private DataDirectory directory;
    private Database database;

    @BeforeEach
    void open() {
        directory = DataDirectory.take(folder);
        database = Database.open(directory);
        database.write(it ->
                it.update(
                        "INSERT INTO environments (name, repository, branch, confirmation,"
                                + " created_at, updated_at) VALUES ('e', 'r', 'b', 'c', 0, 0)"));
    }

    @AfterEach
    void close() {
        database.close();
        directory.close();
    }

    private void deployment(int generation, Instant endedAt, int events) {
        database.write(it -> {
            it.update(
                    "INSERT INTO deployments (id, environment, generation, sha, repository,"
                            + " branch, forced, requested_by, reason, requested_at, state,"
                            + " ended_at) VALUES (?, 'e', ?, 's', 'r', 'b', 0, 'w', 'r', 0,"
                            + " 'accepted', ?)",
                    "e-" + generation,
                    generation,
                    endedAt);
            return events(it, generation, events);
        });
    }

    private static int events(Transaction transaction, int generation, int count) {
        return transaction.update(
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                        + " INSERT INTO events SELECT ?, i, 't', '{}' FROM n",
                count,
                "e-" + generation);
    }

    private List<String> left() {
        return database.read(reading ->
                reading.list(
                        row -> row.text("it"),
                        "SELECT deployment || ': ' || count(*) || ' to ' || max(number) AS it"
                                + " FROM events GROUP BY deployment ORDER BY deployment"));
    }

    private void apply(int newest) {
        new EventRetention(database, new EventRetention.Rule(AGE, newest)).apply(NOW);
    }

    @Test
    void leavesTheLastEventOfWhatEndedLongAgo() {
        deployment(1, NOW.minus(AGE).minusMillis(1), 5);
        deployment(2, NOW.minus(AGE), 5);
        deployment(3, NOW, 5);

        apply(1);

        assertThat(left()).containsExactly("e-1: 1 to 5", "e-2: 5 to 5", "e-3: 5 to 5");
    }

    @Test
    void keepsTheNewestDeploymentsHoweverOld() {
        for (int i = 1; i <= 4; i++) {
            deployment(i, Instant.EPOCH, 3);
        }

        apply(2);

        assertThat(left())
                .containsExactly("e-1: 1 to 3", "e-2: 1 to 3", "e-3: 3 to 3", "e-4: 3 to 3");
    }

    @Test
    void keepsWhatHasNotEnded() {
        deployment(1, null, 3);
        deployment(2, NOW, 1);

        apply(1);

        assertThat(left()).contains("e-1: 3 to 3");
    }

    @Test
    void goesOnUntilAllOfManyAreGone() {
        deployment(1, Instant.EPOCH, 1700);
        deployment(2, Instant.EPOCH, 3);

        apply(1);

        assertThat(left()).containsExactly("e-1: 1 to 1700", "e-2: 3 to 3");
    }
}
