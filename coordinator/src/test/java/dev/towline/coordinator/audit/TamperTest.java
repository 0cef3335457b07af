package dev.towline.coordinator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.audit.AuditFile.Verdict;
import dev.towline.coordinator.chain.Content;
import dev.towline.coordinator.chain.Entry;
import dev.towline.coordinator.store.DataDirectory;
import dev.towline.coordinator.store.Database;
import dev.towline.wire.AuditHead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A real store file, changed as its owner could change it.
final class TamperTest {
    private static final int ENTRIES = 20;
    private static final int ROUNDS = 12;
    private static final List<String> TEXTS =
            List.of("who", "origin", "action", "subject", "reason", "detail", "outcome");

    @TempDir private Path folder;
    private final List<AuditHead> heads = new ArrayList<>();

    @BeforeEach
    void write() throws SQLException {
        try (var directory = DataDirectory.take(folder);
                var database = Database.open(directory)) {
            var audit = new AuditStore(database);
            for (int i = 1; i <= ENTRIES; i++) {
                var content = content(i);
                database.write(transaction -> {
                    AuditStore.append(transaction, content);
                    return content;
                });
                heads.add(audit.head());
            }
        }
        change("DROP TRIGGER audit_is_not_updated");
        change("DROP TRIGGER audit_is_not_deleted");
        change("DROP TRIGGER audit_is_not_replaced");
    }

    private static Content content(int number) {
        return new Content(
                Instant.ofEpochSecond(number),
                "who " + number,
                "127.0.0.1",
                "desired-set",
                "production",
                "reason " + number,
                "{\"n\":" + number + "}",
                Content.DONE);
    }

    private void change(String sql, Object... arguments) throws SQLException {
        try (var connection = connection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            assertThat(statement.executeUpdate()).isBetween(0, ENTRIES);
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("towline.db"));
    }

    private Verdict verdict(AuditHead... witnessed) {
        return AuditFile.verifyStore(folder, List.of(witnessed));
    }

    @Test
    void isNotSeenWhereThereIsNone() {
        assertThat(verdict()).isEqualTo(new Verdict.Whole(heads.getLast()));
        assertThat(verdict(heads.get(3), heads.getLast())).isInstanceOf(Verdict.Whole.class);
    }

    /// What a tamperer does, and the first entry that then is wrong.
    enum Tampering {
        EDIT_A_TEXT {
            @Override
            int on(TamperTest store, Random random) throws SQLException {
                int number = 1 + random.nextInt(ENTRIES);
                var column = TEXTS.get(random.nextInt(TEXTS.size()));
                store.change(
                        "UPDATE audit SET " + column + " = " + column + " || 'x' WHERE number = ?",
                        number);
                return number;
            }
        },
        EDIT_THE_TIME {
            @Override
            int on(TamperTest store, Random random) throws SQLException {
                int number = 1 + random.nextInt(ENTRIES);
                store.change("UPDATE audit SET at = at + 1 WHERE number = ?", number);
                return number;
            }
        },
        EDIT_A_HASH {
            @Override
            int on(TamperTest store, Random random) throws SQLException {
                int number = 1 + random.nextInt(ENTRIES);
                var column = random.nextBoolean() ? "hash" : "previous";
                store.change(
                        "UPDATE audit SET " + column + " = ? WHERE number = ?",
                        "f".repeat(64),
                        number);
                return number;
            }
        },
        MOVE_TEXT_TO_THE_NEXT_COLUMN {
            @Override
            int on(TamperTest store, Random random) throws SQLException {
                int number = 1 + random.nextInt(ENTRIES);
                store.change(
                        "UPDATE audit SET subject = subject || reason, reason = ''"
                                + " WHERE number = ?",
                        number);
                return number;
            }
        },
        EDIT_AND_HASH_ANEW {
            @Override
            int on(TamperTest store, Random random) throws SQLException {
                int number = 1 + random.nextInt(ENTRIES - 1);
                store.forge(number, number);
                return number + 1;
            }
        },
        DELETE {
            @Override
            int on(TamperTest store, Random random) throws SQLException {
                int number = 1 + random.nextInt(ENTRIES - 1);
                store.change("DELETE FROM audit WHERE number = ?", number);
                return number + 1;
            }
        },
        DELETE_AND_CLOSE_THE_GAP {
            @Override
            int on(TamperTest store, Random random) throws SQLException {
                int number = 1 + random.nextInt(ENTRIES - 1);
                store.change("DELETE FROM audit WHERE number = ?", number);
                store.change("UPDATE audit SET number = -number WHERE number > ?", number);
                store.change("UPDATE audit SET number = -number - 1 WHERE number < 0");
                return number;
            }
        },
        SWAP {
            @Override
            int on(TamperTest store, Random random) throws SQLException {
                int one = 1 + random.nextInt(ENTRIES - 1);
                int other = one + 1 + random.nextInt(ENTRIES - one);
                store.change("UPDATE audit SET number = 0 WHERE number = ?", one);
                store.change("UPDATE audit SET number = ? WHERE number = ?", one, other);
                store.change("UPDATE audit SET number = ? WHERE number = 0", other);
                return one;
            }
        },
        INSERT {
            @Override
            int on(TamperTest store, Random random) throws SQLException {
                int number = 1 + random.nextInt(ENTRIES - 1);
                store.change("UPDATE audit SET number = -number WHERE number > ?", number);
                store.change("UPDATE audit SET number = 1 - number WHERE number < 0");
                store.insert(Entry.after(store.heads.get(number - 1), content(99)));
                return number + 2;
            }
        };

        /// Changes the store, and says which entry is the first wrong one.
        abstract int on(TamperTest store, Random random) throws SQLException;
    }

    @ParameterizedTest
    @EnumSource
    void isFoundWithTheFirstWrongEntry(Tampering tampering) throws Exception {
        for (long seed = 0; seed < ROUNDS; seed++) {
            var before = Files.readAllBytes(folder.resolve("towline.db"));

            var wrong = tampering.on(this, new Random(seed));

            assertThat(verdict())
                    .as("seed %s", seed)
                    .isInstanceOfSatisfying(
                            Verdict.Wrong.class, it -> assertThat(it.number()).isEqualTo(wrong));
            Files.write(folder.resolve("towline.db"), before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, ENTRIES})
    void isFoundAgainstAWitnessedHeadWhereTheEndWasCutOff(int count) throws Exception {
        change("DELETE FROM audit WHERE number > ?", ENTRIES - count);

        assertThat(verdict()).isInstanceOf(Verdict.Whole.class);
        assertThat(verdict(heads.getLast()))
                .isEqualTo(
                        new Verdict.Wrong(
                                ENTRIES - count + 1,
                                "it is missing: the log was witnessed up to entry " + ENTRIES));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 11, ENTRIES})
    void isFoundAgainstAWitnessedHeadWhereAllHashesWereComputedAnew(int number) throws Exception {
        forge(number, ENTRIES);

        assertThat(verdict()).isInstanceOf(Verdict.Whole.class);
        assertThat(verdict(heads.getLast()))
                .isInstanceOfSatisfying(
                        Verdict.Wrong.class, it -> assertThat(it.number()).isEqualTo(ENTRIES));
        assertThat(verdict(heads.get(number - 1)))
                .isInstanceOfSatisfying(
                        Verdict.Wrong.class, it -> assertThat(it.number()).isEqualTo(number));
    }

    /// Edits an entry, and chains anew from it up to the last that is given.
    private void forge(int number, int last) throws SQLException {
        var head = number == 1 ? Entry.NONE : heads.get(number - 2);
        for (int i = number; i <= last; i++) {
            var entry = Entry.after(head, content(i == number ? 1000 : i));
            change("DELETE FROM audit WHERE number = ?", i);
            insert(entry);
            head = entry.head();
        }
    }

    private void insert(Entry entry) throws SQLException {
        change(
                "INSERT INTO audit (number, at, who, origin, action, subject, reason, detail,"
                        + " outcome, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entry.number(),
                entry.at().toEpochMilli(),
                entry.who(),
                entry.from(),
                entry.action(),
                entry.subject(),
                entry.reason(),
                entry.detail(),
                entry.outcome(),
                entry.previous(),
                entry.hash());
    }
}
