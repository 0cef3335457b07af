package dev.towline.coordinator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.http.Caller;
import dev.towline.coordinator.store.DataDirectory;
import dev.towline.coordinator.store.Database;
import dev.towline.trust.Envelope;
import dev.towline.trust.SigningKey;
import dev.towline.trust.TrustException;
import dev.towline.trust.VerifyingKey;
import dev.towline.wire.Json;
import dev.towline.wire.KeyRotation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SigningKeysTest {
    private static final Act ACT = new Act(new Caller.Anyone(), "a test", Instant.EPOCH);

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

    private static KeyRotation opened(Envelope envelope, VerifyingKey key)
            throws TrustException, IOException {
        return Json.read(envelope.open(KeyRotation.PAYLOAD_TYPE, key), KeyRotation.class);
    }

    /// The store was too slow for whoever asked first, who asks again. The process holds the old
    /// key, the store tells of the new one, which is in no file but `signing-key.next`.
    @Test
    void goesOnFromTheKeyThatTheStoreTellsOf() throws Exception {
        var slow = SigningKeys.open(directory, database);
        var first = slow.current().verifyingKey();
        var old = Files.readString(folder.resolve("signing-key"));
        var unnoticed = SigningKeys.open(directory, database).rotate(ACT, "yearly");
        Files.move(folder.resolve("signing-key"), folder.resolve("signing-key.next"));
        Files.writeString(folder.resolve("signing-key"), old);

        var again = slow.rotate(ACT, "yearly, again");

        var rotations = slow.rotations();
        assertThat(opened(rotations.getFirst(), first)).isEqualTo(unnoticed);
        assertThat(opened(rotations.getLast(), unnoticed.newKey())).isEqualTo(again);
        assertThat(slow.current().verifyingKey()).isEqualTo(again.newKey());
        assertThat(SigningKeys.open(directory, database).current().verifyingKey())
                .isEqualTo(again.newKey());
    }

    /// A backup knows of the rotations before it.
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void findsRotationsThatABackupDidNotKnow(int known) throws Exception {
        var keys = SigningKeys.open(directory, database);
        keys.rotate(ACT, "yearly");
        var newest = keys.rotate(ACT, "yearly, again");
        var all = keys.rotations();
        forgetAfter(known);

        var again = SigningKeys.open(directory, database);

        assertThat(again.current().verifyingKey()).isEqualTo(newest.newKey());
        assertThat(again.rotations()).isEqualTo(all);
        assertThat(again.rotate(ACT, "later").number()).isEqualTo(3);
    }

    /// Agents may have followed to the new key, which is in the file of the next one yet.
    @Test
    void findsARotationThatABackupDidNotKnowWhereAKillCameBeforeItsEnd() throws Exception {
        var keys = SigningKeys.open(directory, database);
        var old = Files.readString(folder.resolve("signing-key"));
        var rotation = keys.rotate(ACT, "yearly");
        Files.move(folder.resolve("signing-key"), folder.resolve("signing-key.next"));
        Files.writeString(folder.resolve("signing-key"), old);
        forgetAfter(0);

        var again = SigningKeys.open(directory, database);

        assertThat(again.current().verifyingKey()).isEqualTo(rotation.newKey());
        assertThat(again.rotations()).hasSize(1);
    }

    @Test
    void refusesToStartWhereTheRotationsBesideTheKeyLeadToAnother() {
        var keys = SigningKeys.open(directory, database);
        keys.rotate(ACT, "yearly");
        keys.rotate(ACT, "yearly, again");
        forgetAfter(1);
        directory.writeSecret("signing-key", SigningKey.generate().encoded());

        assertThatThrownBy(() -> SigningKeys.open(directory, database))
                .hasMessageContaining("could not find the key");
    }

    @Test
    void keepsRotationsBesideTheKeyThoughAKillCameBetween() throws Exception {
        var keys = SigningKeys.open(directory, database);
        keys.rotate(ACT, "yearly");
        var before = Files.readString(folder.resolve("signing-key.rotations"));
        Files.delete(folder.resolve("signing-key.rotations"));

        SigningKeys.open(directory, database);

        assertThat(folder.resolve("signing-key.rotations")).hasContent(before);
    }

    private void forgetAfter(int known) {
        database.write(transaction ->
                transaction.update("DELETE FROM key_rotations WHERE number > ?", known));
    }
}
