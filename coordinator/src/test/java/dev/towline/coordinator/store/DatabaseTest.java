package dev.towline.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTest {
    private static final String INSERT =
            "INSERT INTO builds (sha, status, images, recorded_by, recorded_at)"
                    + " VALUES (?, 'passed', '{}', 'a test', ?)";

    @TempDir private Path folder;
    private DataDirectory directory;
    private Database database;

    @BeforeEach
    void open() {
        directory = DataDirectory.take(folder);
        database = Database.open(directory);
    }

    @AfterEach
    void close() {
        database.close();
        directory.close();
    }

    private void change(String sql) throws SQLException {
        database.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder + "/towline.db");
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private int insert(Transaction transaction, String sha) {
        return transaction.update(INSERT, sha, Instant.EPOCH);
    }

    private long count() {
        return database.read(reading ->
                        reading.first(row -> row.number("n"), "SELECT count(*) AS n FROM builds"))
                .orElseThrow();
    }

    @Test
    void showsWhatWasWrittenToWhoReadsAfterwards() {
        database.write(transaction -> insert(transaction, "a"));

        assertThat(count()).isEqualTo(1);
    }

    @Test
    void keepsNothingOfWorkThatFailed() {
        assertThatThrownBy(() ->
                        database.write(transaction -> {
                            insert(transaction, "a");
                            throw new IllegalStateException("no");
                        }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(count()).isEqualTo(0);
    }

    @Test
    void letsNoFailureTakeOthersOfItsGroupWithIt() {
        var told = ConcurrentHashMap.<Integer>newKeySet();

        IntStream.range(0, 200)
                .mapToObj(i -> Thread.ofVirtual().start(() -> writeOrFail(i, told::add)))
                .toList()
                .forEach(DatabaseTest::join);

        assertThat(told).hasSize(100);
        assertThat(count()).isEqualTo(100);
    }

    private void writeOrFail(int number, IntConsumer news) {
        try {
            database.write(transaction -> {
                insert(transaction, "sha " + number);
                transaction.afterCommit(() -> news.accept(number));
                if (number % 2 == 0) {
                    throw new IllegalStateException("even");
                }
                return number;
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("even");
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tellsTheNewsBeforeTheCallerGoesOn() {
        var told = ConcurrentHashMap.<String>newKeySet();

        database.write(transaction -> {
            transaction.afterCommit(() -> told.add("news"));
            return insert(transaction, "a");
        });

        assertThat(told).containsExactly("news");
    }

    @Test
    void letsReadersChangeNothing() {
        assertThatThrownBy(() ->
                        database.read(reading ->
                                reading.list(
                                        row -> row.text("sha"),
                                        "DELETE FROM builds RETURNING sha")))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void holdsTheAuditLogToAppending() {
        database.write(transaction ->
                transaction.update(
                        "INSERT INTO audit VALUES"
                                + " (1, 0, 'w', 'o', 'a', 's', 'r', 'd', 'done', 'p', 'h')"));

        assertThatThrownBy(() ->
                        database.write(transaction -> transaction.update("DELETE FROM audit")))
                .hasMessageContaining("the audit log is only appended to");
        assertThatThrownBy(() ->
                        database.write(
                                transaction -> transaction.update("UPDATE audit SET who = 'x'")))
                .hasMessageContaining("the audit log is only appended to");
        assertThatThrownBy(() ->
                        database.write(transaction ->
                                transaction.update(
                                        "INSERT OR REPLACE INTO audit SELECT 1, 0,"
                                                + " 'x', '', '', '', '', '', '', '', ''")))
                .hasMessageContaining("the audit log is only appended to");
    }

    @Test
    void holdsToForeignKeys() {
        assertThatThrownBy(() ->
                        database.write(transaction ->
                                transaction.update(
                                        "INSERT INTO agents (id, environment, host,"
                                                + " enrolled_at)"
                                                + " VALUES ('a', 'none', 'h', 0)")))
                .hasMessageContaining("FOREIGN KEY");
    }

    @Test
    void refusesAStoreOfANewerProgramByItsVersion() throws SQLException {
        change("PRAGMA user_version = 99");

        assertThatThrownBy(() -> Database.open(directory))
                .hasMessage(
                        "could not open the store: its schema has version 99, and this program"
                                + " knows versions up to "
                                + Migrations.NEWEST);
    }

    @Test
    void refusesAStoreThatIsDamaged() throws SQLException, IOException {
        database.close();
        try (var file = FileChannel.open(folder.resolve("towline.db"), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[4096]), 4096);
        }

        assertThatThrownBy(() -> Database.open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("could not open the store");
    }

    @Test
    void refusesAFolderThatIsInUse() {
        assertThatThrownBy(() -> DataDirectory.take(folder))
                .hasMessage(
                        "could not use the folder " + folder + ": another coordinator is using it");
    }
}
