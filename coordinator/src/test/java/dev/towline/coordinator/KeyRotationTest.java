package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.coordinator.TestCoordinator.Reply;
import dev.towline.trust.Envelope;
import dev.towline.trust.SigningKey;
import dev.towline.trust.TrustException;
import dev.towline.trust.VerifyingKey;
import dev.towline.wire.DesiredState;
import dev.towline.wire.Json;
import dev.towline.wire.KeyRotation;
import dev.towline.wire.KeyRotations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationTest {
    private static final String WHY = "{\"reason\":\"yearly\"}";

    @TempDir private Path data;
    private TestCoordinator coordinator;
    private TestAgent agent;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        agent = TestAgent.enrol(coordinator, "production", "vm");
        coordinator.deploy("production", SHA_1);
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private VerifyingKey pinned() {
        return new VerifyingKey(agent.enrolment().text("/coordinatorKey"));
    }

    private KeyRotations rotations() throws IOException {
        var reply = coordinator.send("GET", "/api/v1/agent/keys", agent.token(), "");
        return Json.read(reply.raw().body(), KeyRotations.class);
    }

    private void assertOrdersAreSignedBy(VerifyingKey key) throws Exception {
        var envelope = Json.read(agent.poll("", "").raw().body(), Envelope.class);
        assertThat(envelope.open(DesiredState.PAYLOAD_TYPE, key)).isNotEmpty();
    }

    private static VerifyingKey newKey(Reply reply) {
        return new VerifyingKey(reply.text("/newKey"));
    }

    @Test
    void signsOrdersWithTheNewKeyAndHandsOutADocumentOfBoth() throws Exception {
        var reply = coordinator.post("/api/v1/keys", WHY);

        assertThat(reply.status()).isEqualTo(201);
        var next = newKey(reply);
        var document = rotations().rotations().getFirst();
        var byOld = document.open(KeyRotation.PAYLOAD_TYPE, pinned());
        assertThat(document.open(KeyRotation.PAYLOAD_TYPE, next)).isEqualTo(byOld);
        var rotation = Json.read(byOld, KeyRotation.class);
        assertThat(rotation.number()).isEqualTo(1);
        assertThat(rotation.oldKey()).isEqualTo(pinned().id());
        assertThat(rotation.newKey()).isEqualTo(next);
        assertOrdersAreSignedBy(next);
        assertThatThrownBy(() -> assertOrdersAreSignedBy(pinned()))
                .isInstanceOf(TrustException.class);
    }

    @Test
    void givesTheNewKeyToWhoEnrolsAfterIt() {
        var next = newKey(coordinator.post("/api/v1/keys", WHY));

        var later = TestAgent.enrol(coordinator, "production", "vm-2");

        assertThat(later.enrolment().text("/coordinatorKey")).isEqualTo(next.encoded());
    }

    @Test
    void writesItDownAndKeepsItOverARestart() throws Exception {
        coordinator.post("/api/v1/keys", WHY);
        var next = newKey(coordinator.post("/api/v1/keys", WHY));

        coordinator.restart();

        assertOrdersAreSignedBy(next);
        assertThat(rotations().rotations()).hasSize(2);
        assertThat(coordinator.get("/api/v1/audit").raw().body())
                .contains("key-rotated", "yearly", next.id());
    }

    @Test
    void isForAdministratorsAndForAReasonOnly() {
        var deployer = coordinator.token("deployer");

        assertThat(coordinator.send("POST", "/api/v1/keys", deployer, WHY).status()).isEqualTo(403);
        assertThat(coordinator.send("POST", "/api/v1/keys", agent.token(), WHY).status())
                .isEqualTo(403);
        assertThat(coordinator.post("/api/v1/keys", "{}").status()).isEqualTo(422);
    }

    /// A kill after the new key's file was written, and before the rotation was.
    @Test
    void staysWithTheOldKeyWhereItWasKilledBeforeTheRotation() throws Exception {
        Files.writeString(data.resolve("signing-key.next"), SigningKey.generate().encoded());

        coordinator.restart();

        assertOrdersAreSignedBy(pinned());
        assertThat(data.resolve("signing-key.next")).doesNotExist();
    }

    /// A kill after the rotation was written, and before the key's file was renamed.
    @Test
    void goesOnWithTheNewKeyWhereItWasKilledAfterTheRotation() throws Exception {
        var old = coordinator.read("signing-key");
        var next = newKey(coordinator.post("/api/v1/keys", WHY));
        Files.move(data.resolve("signing-key"), data.resolve("signing-key.next"));
        Files.writeString(data.resolve("signing-key"), old);

        coordinator.restart();

        assertOrdersAreSignedBy(next);
    }

    /// A backup of the store beside another key.
    @Test
    void doesNotStartWithAKeyThatTheStoreDoesNotTellOf() throws Exception {
        coordinator.post("/api/v1/keys", WHY);
        Files.writeString(data.resolve("signing-key"), SigningKey.generate().encoded());

        assertThatThrownBy(coordinator::restart).hasMessageContaining("could not find the key");
    }
}
