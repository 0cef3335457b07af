package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.TestCoordinator.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Going back to what was accepted before, over HTTP.
final class RollbackTest {
    private static final String ROLLBACK = "/api/v1/environments/production/rollback";
    private static final String SHA_3 = "3".repeat(40);

    @TempDir private Path data;
    private TestCoordinator coordinator;
    private Fleet vm;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        vm = new Fleet(coordinator, "production");
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private void deployed(String sha, String outcome) {
        var reply = coordinator.deploy("production", sha);
        vm.ends(reply.text("/deployment"), outcome);
    }

    private Reply back(String more) {
        return coordinator.post(
                ROLLBACK, "{\"confirm\":\"DEPLOY\",\"reason\":\"it is slow\"" + more + "}");
    }

    @Test
    void goesToTheAcceptedReleaseBeforeTheRunningOne() {
        deployed(SHA_1, "accepted");
        deployed(SHA_2, "accepted");

        var reply = back("");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("ETag")).isEqualTo("\"3\"");
        assertThat(reply.text("/sha")).isEqualTo(SHA_1);
        assertThat(coordinator.get("/api/v1/audit").text("/0/action"))
                .isEqualTo("rollback-ordered");
        assertThat(coordinator.get("/api/v1/audit").text("/0/reason")).isEqualTo("it is slow");
    }

    @Test
    void passesOverWhatWasNotAccepted() {
        deployed(SHA_1, "accepted");
        deployed(SHA_3, "rolled-back");
        deployed(SHA_2, "accepted");
        deployed(SHA_3, "refused");

        assertThat(back("").text("/sha")).isEqualTo(SHA_1);
    }

    @Test
    void leavesADeploymentThatIsUnderWayForTheLastAccepted() {
        deployed(SHA_1, "accepted");
        deployed(SHA_2, "accepted");
        coordinator.deploy("production", SHA_3);

        assertThat(back("").text("/sha")).isEqualTo(SHA_2);
    }

    @Test
    void goesToTheNamedRelease() {
        deployed(SHA_1, "accepted");
        deployed(SHA_2, "accepted");
        deployed(SHA_3, "accepted");

        assertThat(back(",\"to\":\"1111111\"").text("/sha")).isEqualTo(SHA_1);
    }

    @Test
    void refusesAReleaseThatWasNeverAcceptedAndNamesTheOthers() {
        deployed(SHA_1, "accepted");
        deployed(SHA_3, "rolled-back");
        deployed(SHA_2, "accepted");

        var reply = back(",\"to\":\"" + SHA_3 + "\"");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("/field")).isEqualTo("to");
        assertThat(reply.text("/limit")).isEqualTo("one of " + SHA_1);
    }

    @Test
    void isRefusedWhereThereIsNothingToGoBackTo() {
        deployed(SHA_1, "accepted");

        assertThat(back("").status()).isEqualTo(409);
    }

    @Test
    void passesTheSameGates() {
        deployed(SHA_1, "accepted");
        deployed(SHA_2, "accepted");
        coordinator.define("production", "{\"builds\":true}");

        var wrongWord =
                coordinator.post(ROLLBACK, "{\"confirm\":\"YES\",\"reason\":\"it is slow\"}");
        assertThat(wrongWord.text("/field")).isEqualTo("confirm");
        assertThat(back("").text("/rule")).isEqualTo("builds");
        assertThat(back(",\"force\":{\"rules\":[\"builds\"]}").status()).isEqualTo(202);
    }

    @Test
    void needsNoPromotion() {
        deployed(SHA_1, "accepted");
        deployed(SHA_2, "accepted");
        coordinator.define("staging");
        coordinator.define(
                "production", "{\"promotion\":{\"requires\":{\"environment\":\"staging\"}}}");

        assertThat(coordinator.deploy("production", SHA_1).status()).isEqualTo(422);
        assertThat(back("").status()).isEqualTo(202);
    }

    @Test
    void obeysIfMatchAndIsCarriedOutOnceUnderOneKey() {
        deployed(SHA_1, "accepted");
        deployed(SHA_2, "accepted");

        assertThat(with("If-Match", "\"1\"").status()).isEqualTo(412);
        var first = with("Idempotency-Key", "k");
        var again = with("Idempotency-Key", "k");

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.json()).isEqualTo(first.json());
    }

    private Reply with(String header, String value) {
        return coordinator.send(
                coordinator
                        .request(
                                "POST",
                                ROLLBACK,
                                coordinator.admin,
                                "{\"confirm\":\"DEPLOY\",\"reason\":\"it is slow\"}")
                        .header(header, value)
                        .build());
    }
}
