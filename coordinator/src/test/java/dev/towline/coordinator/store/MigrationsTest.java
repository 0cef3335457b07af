package dev.towline.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.coordinator.chain.ChainCheck;
import dev.towline.coordinator.chain.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Store files of older schemas, each with rows in every table of it.
final class MigrationsTest {
    private static final int AUDIT_ENTRIES = 2500;

    /// Good for version 1 and all later ones: columns that came later have defaults.
    private static final String ROWS =
            """
            INSERT INTO environments (name, repository, branch, confirmation, created_at, updated_at)
              VALUES ('production', 'r', 'main', 'DEPLOY', 1, 2);
            INSERT INTO deployments (id, environment, generation, sha, repository, branch, forced,
              requested_by, reason, requested_at, state)
              VALUES ('production-7', 'production', 7, 'abc', 'r', 'main', 0, 'alice', 'why', 3, 'accepted');
            INSERT INTO agents (id, environment, host, enrolled_at) VALUES ('vm1', 'production', 'h', 4);
            INSERT INTO deployment_vms (deployment, agent) VALUES ('production-7', 'vm1');
            INSERT INTO events VALUES ('production-7', 1, 'ordered', '{}');
            INSERT INTO builds (sha, status, images, recorded_by, recorded_at)
              VALUES ('abc', 'passed', '{}', 'ci', 5);
            INSERT INTO tokens (id, name, role, secret_hash, created_at)
              VALUES ('0f', 'alice', 'admin', 'hash', 6);
            INSERT INTO enrolments (id, environment, secret_hash, created_at, expires_at)
              VALUES ('1f', 'production', 'hash', 7, 8);
            INSERT INTO idempotency VALUES ('alice', 'k', 'f', 'production-7', 9);
            """;

    private static final String UNCHAINED =
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
            INSERT INTO audit (at, who, action, subject, reason, detail)
              SELECT i, 'who ' || i, iif(i = 9, 'identity-in-use', 'desired-set'), 'production',
                'reason ' || i, 'ü' || char(10) FROM n;
            """
                    .formatted(AUDIT_ENTRIES);
    private static final int CHAINED = 7;

    @TempDir private Path folder;
    private DataDirectory directory;

    @BeforeEach
    void take() {
        directory = DataDirectory.take(folder);
    }

    @AfterEach
    void giveBack() {
        directory.close();
    }

    static Stream<Integer> older() {
        return IntStream.range(1, Migrations.NEWEST).boxed();
    }

    private void make(int version) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            for (int i = 1; i <= version; i++) {
                statement.executeUpdate(script(i));
                if (i == CHAINED) {
                    statement.executeUpdate("DROP TABLE audit_unchained");
                }
            }
            statement.executeUpdate(ROWS);
            if (version < CHAINED) {
                statement.executeUpdate(UNCHAINED);
            }
            statement.executeUpdate("PRAGMA user_version = " + version);
        }
    }

    private static String script(int version) throws IOException {
        try (var in =
                Objects.requireNonNull(Migrations.class.getResourceAsStream(version + ".sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path file() {
        return folder.resolve("towline.db");
    }

    @ParameterizedTest
    @MethodSource("older")
    void keepWhatAnOlderStoreHas(int version) throws Exception {
        make(version);

        try (var database = Database.open(directory)) {
            assertThat(text(database, "SELECT reason AS it FROM deployments"))
                    .containsExactly("why");
            assertThat(text(database, "SELECT accept_volume_change AS it FROM deployments"))
                    .containsExactly("");
            assertThat(text(database, "SELECT data AS it FROM events")).containsExactly("{}");
            assertThat(text(database, "SELECT secret_hash AS it FROM tokens"))
                    .containsExactly("hash");
            assertThat(text(database, "SELECT key AS it FROM idempotency")).containsExactly("k");
            assertThat(text(database, "PRAGMA foreign_key_check", "table")).isEmpty();
            assertThat(text(database, "PRAGMA user_version", "user_version"))
                    .containsExactly(Integer.toString(Migrations.NEWEST));
        }
    }

    @ParameterizedTest
    @MethodSource("older")
    void chainTheAuditLogThatWasThere(int version) throws Exception {
        make(version);

        try (var database = Database.open(directory)) {
            var entries =
                    database.read(
                            reading -> reading.list(MigrationsTest::entry, "SELECT * FROM audit"));

            var check = new ChainCheck(List.of());
            assertThat(entries).hasSize(version < CHAINED ? AUDIT_ENTRIES : 0);
            assertThat(entries).allSatisfy(it -> assertThat(check.next(it)).isEmpty());
            if (version < CHAINED) {
                assertThat(entries.get(8).outcome()).isEqualTo("refused");
                assertThat(entries.get(9).outcome()).isEqualTo("done");
                assertThat(entries.getLast().reason()).isEqualTo("reason " + AUDIT_ENTRIES);
                assertThatThrownBy(() -> database.write(it -> it.update("UPDATE audit SET at = 1")))
                        .isInstanceOf(StoreException.class);
            }
        }
    }

    @Test
    void leaveAStoreAloneWhereTheyFail() throws Exception {
        make(1);
        change("CREATE TABLE holds (what TEXT)");
        var before = dump();

        assertThatThrownBy(() -> Database.open(directory)).isInstanceOf(StoreException.class);

        // Version 2 went well and is kept; 3 failed, and nothing of it is.
        assertThat(dump()).isEqualTo(before.replace("version 1", "version 2"));
    }

    @Test
    void leaveAStoreOfANewerProgramAlone() throws Exception {
        try (var database = Database.open(directory)) {
            assertThat(database.memory().recall(String.class)).isEmpty();
        }
        change("CREATE TABLE news (a TEXT); PRAGMA user_version = " + (Migrations.NEWEST + 1));
        var before = Files.readAllBytes(file());

        assertThatThrownBy(() -> Database.open(directory))
                .hasMessageContaining("its schema has version " + (Migrations.NEWEST + 1));

        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    private void change(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private String dump() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT 'version ' || user_version || group_concat(name)"
                                        + " FROM pragma_user_version,"
                                        + " (SELECT name FROM sqlite_schema ORDER BY name)")) {
            return rows.getString(1);
        }
    }

    private static List<String> text(Database database, String sql) {
        return text(database, sql, "it");
    }

    private static List<String> text(Database database, String sql, String column) {
        return database.read(reading -> reading.list(row -> row.text(column), sql));
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.number("number"),
                row.instant("at"),
                row.text("who"),
                row.text("origin"),
                row.text("action"),
                row.text("subject"),
                row.text("reason"),
                row.text("detail"),
                row.text("outcome"),
                row.text("previous"),
                row.text("hash"));
    }
}
