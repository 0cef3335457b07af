package dev.towline.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupFileTest {
    @TempDir private Path folder;
    private DataDirectory directory;
    private Database database;

    @BeforeEach
    void open() {
        directory = DataDirectory.take(folder.resolve("data"));
        database = Database.open(directory);
        database.write(it ->
                it.update(
                        "INSERT INTO builds (sha, status, images, recorded_by, recorded_at)"
                                + " VALUES ('abc', 'passed', '{}', 'ci', 0)"));
    }

    @AfterEach
    void close() {
        database.close();
        directory.close();
    }

    private Path target() {
        return folder.resolve("backup.db");
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void isAWholeStoreInOneFile() throws Exception {
        BackupFile.write(database.file(), target());

        assertThat(names()).containsExactly("backup.db", "data");
        try (var store = StoreFile.of(target())) {
            List<String> builds =
                    store.read(it -> it.list(row -> row.text("sha"), "SELECT sha FROM builds"));
            assertThat(builds).containsExactly("abc");
        }
    }

    @Test
    void isToldFromTheStoreItself() {
        BackupFile.write(database.file(), target());
        assertThat(database.write(Database::takeBackupStamp)).isFalse();
        database.close();
        Restore.of(target(), directory, Instant.EPOCH);
        database = Database.open(directory);

        assertThat(database.write(Database::takeBackupStamp)).isTrue();
        assertThat(database.write(Database::takeBackupStamp)).isFalse();
    }

    @Test
    void isStillToldWhereTheWorkThatAskedFailed() {
        BackupFile.write(database.file(), target());
        database.close();
        Restore.of(target(), directory, Instant.EPOCH);
        database = Database.open(directory);
        assertThatThrownBy(() ->
                        database.write(it -> {
                            Database.takeBackupStamp(it);
                            throw new IllegalStateException("no");
                        }))
                .hasMessage("no");

        assertThat(database.write(Database::takeBackupStamp)).isTrue();
    }

    @Test
    void takesNoOthersPlace() throws Exception {
        Files.writeString(target(), "mine");

        assertThatThrownBy(() -> BackupFile.write(database.file(), target()))
                .hasMessageContaining("there is such a file already");
        assertThat(target()).hasContent("mine");
    }

    @Test
    void isNotThereWhereTheStoreIsDamaged() throws Exception {
        database.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database.file());
                var statement = connection.createStatement()) {
            // A row that breaks a foreign key is copied as it is.
            statement.executeUpdate(
                    "INSERT INTO holds (environment, agent, reason, held_by, since, until)"
                            + " VALUES ('nowhere', '', 'r', 'w', 0, 0)");
        }

        assertThatThrownBy(() -> BackupFile.write(database.file(), target()))
                .hasMessageContaining("what was copied is damaged");
        assertThat(names()).containsExactly("data");
        database = Database.open(directory);
    }

    @Test
    void isNotPutBackWhereItIsNoStore() throws Exception {
        var text = Files.writeString(folder.resolve("text"), "no store ".repeat(1000));
        database.close();
        var store = Files.readAllBytes(database.file());

        assertThatThrownBy(() -> Restore.of(text, directory, Instant.EPOCH))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> Restore.of(folder.resolve("none"), directory, Instant.EPOCH))
                .isInstanceOf(StoreException.class);

        assertThat(Files.readAllBytes(database.file())).isEqualTo(store);
        database = Database.open(directory);
    }

    @Test
    void isPutBackFromTheFolderItselfWithWhatIsOnlyInTheLog() {
        // As a killed coordinator leaves it: the last commits are in the file beside the store.
        var killed = folder.resolve("killed");
        copy("towline.db", killed);
        copy("towline.db-wal", killed);
        database.close();
        try (var other = DataDirectory.take(killed)) {
            Restore.of(killed.resolve("towline.db"), other, Instant.EPOCH);
        }

        try (var store = StoreFile.in(killed)) {
            List<String> builds =
                    store.read(it -> it.list(row -> row.text("sha"), "SELECT sha FROM builds"));
            assertThat(builds).containsExactly("abc");
        }
        database = Database.open(directory);
    }

    private void copy(String name, Path to) {
        try {
            Files.createDirectories(to);
            Files.copy(folder.resolve("data").resolve(name), to.resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void isNotPutBackWhereANewerProgramMadeIt() throws Exception {
        BackupFile.write(database.file(), target());
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + target());
                var statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA user_version = 99");
        }

        assertThatThrownBy(() -> Restore.of(target(), directory, Instant.EPOCH))
                .hasMessageContaining("its schema has version 99");
    }

    @Test
    void takesNothingOverOfWhatLayBesideTheReplacedStore() throws Exception {
        BackupFile.write(database.file(), target());
        database.close();
        Files.write(
                folder.resolve("data/towline.db-wal"), new byte[5000], StandardOpenOption.CREATE);

        var aside = Restore.of(target(), directory, Instant.EPOCH).orElseThrow();

        assertThat(aside.resolve("towline.db-wal")).exists();
        assertThat(folder.resolve("data/towline.db-wal")).doesNotExist();
        database = Database.open(directory);
    }
}
