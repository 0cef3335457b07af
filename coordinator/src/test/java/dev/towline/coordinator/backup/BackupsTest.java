package dev.towline.coordinator.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.coordinator.store.DataDirectory;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups by schedule.
final class BackupsTest {
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir private Path folder;
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private DataDirectory directory;
    private Database database;

    @BeforeEach
    void open() {
        directory = DataDirectory.take(folder.resolve("data"));
        database = Database.open(directory);
    }

    @AfterEach
    void close() {
        database.close();
        directory.close();
    }

    private Backups backups(Duration every) {
        return new Backups(database, new Plan(folder.resolve("b"), every, 3), now::get);
    }

    private void pass(Duration time) {
        now.set(now.get().plus(time));
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder.resolve("b"))) {
            return files.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void areMadeWhenItIsTime() throws Exception {
        var backups = backups(DAY);

        backups.tick();
        pass(DAY.minusSeconds(1));
        backups.tick();
        assertThat(files()).containsExactly("towline-20260101T000000.000Z.db");
        pass(Duration.ofSeconds(1));
        backups(DAY).tick();

        assertThat(files())
                .containsExactly(
                        "towline-20260101T000000.000Z.db", "towline-20260102T000000.000Z.db");
    }

    @Test
    void areMadeOnlyByOrderWhereThePlanSaysSo() {
        backups(Duration.ZERO).tick();

        assertThat(folder.resolve("b")).doesNotExist();
    }

    @Test
    void areKeptUpToTheirNumberAndOthersFilesAreLeftAlone() throws Exception {
        var backups = backups(DAY);
        Files.createDirectories(folder.resolve("b"));
        Files.writeString(folder.resolve("b").resolve("notes.txt"), "mine");
        Files.writeString(folder.resolve("b").resolve("towline-20250101T000000.000Z.db.new"), "");

        for (int i = 0; i < 5; i++) {
            backups.tick();
            pass(DAY);
        }

        assertThat(files())
                .containsExactly(
                        "notes.txt",
                        "towline-20260103T000000.000Z.db",
                        "towline-20260104T000000.000Z.db",
                        "towline-20260105T000000.000Z.db");
    }

    @Test
    void areNotHeldUpByOneThatSeemsToBeFromTheFuture() throws Exception {
        pass(DAY.multipliedBy(300));
        backups(DAY).tick();
        pass(DAY.multipliedBy(-300));

        backups(DAY).tick();

        assertThat(files()).hasSize(2);
    }

    @Test
    void areNotThereWhereTheyCouldNotBeWritten() throws Exception {
        Files.writeString(folder.resolve("b"), "a file in the place of the folder");

        assertThatThrownBy(() -> backups(DAY).tick())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("could not make the folder of backups");
    }
}
