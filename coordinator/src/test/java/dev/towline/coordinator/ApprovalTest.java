package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;
import static dev.towline.coordinator.TestCoordinator.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.TestCoordinator.Reply;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Orders that a second person must approve, over HTTP.
final class ApprovalTest {
    private static final String DESIRED = "/api/v1/environments/production/desired";
    private static final String SEEN = "{\"confirm\":\"DEPLOY\",\"reason\":\"seen\"}";

    @TempDir private Path data;
    private TestCoordinator coordinator;
    private String anne;
    private String bob;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production", "{\"approval\":{\"expiresAfter\":\"4h\"}}");
        anne = coordinator.token("anne", "deployer");
        bob = coordinator.token("bob", "deployer");
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private Reply ordered() {
        return coordinator.send("PUT", DESIRED, anne, order(SHA_1));
    }

    private Reply approve(Reply pending, String token) {
        return coordinator.send("POST", pending.header("Location"), token, SEEN);
    }

    private void assertNothingOrdered() {
        assertThat(coordinator.get(DESIRED).status()).isEqualTo(404);
    }

    @Test
    void waitUntilThen() {
        var reply = ordered();

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("Location"))
                .isEqualTo("/api/v1/approvals/" + reply.text("/approval"));
        assertThat(reply.text("/state")).isEqualTo("pending");
        assertThat(reply.text("/expiresAt")).isEqualTo("2026-01-01T04:00:00Z");
        assertThat(coordinator.get("/api/v1/approvals").json().findValuesAsText("sha"))
                .containsExactly(SHA_1);
        assertNothingOrdered();
    }

    @Test
    void areGivenByTheSecondPersonsWord() {
        var pending = ordered();
        coordinator.restart();

        var reply = approve(pending, bob);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("Location")).isEqualTo("/api/v1/deployments/production-1");
        assertThat(reply.text("/requestedBy")).startsWith("anne (token ");
        assertThat(reply.text("/approvedBy")).startsWith("bob (token ");
        assertThat(coordinator.get("/api/v1/deployments/production-1").text("/approvedBy"))
                .startsWith("bob (token ");
        assertThat(coordinator.get("/api/v1/approvals").json()).isEmpty();
        assertThat(coordinator.get("/api/v1/audit").text("/0/action")).isEqualTo("order-approved");
        assertThat(coordinator.get("/api/v1/audit").text("/0/reason")).isEqualTo("seen");
        assertThat(coordinator.get("/api/v1/audit").text("/1/action"))
                .isEqualTo("approval-requested");
    }

    @Test
    void areNotGivenByTheSamePersonWithAnotherToken() {
        var pending = ordered();
        var other = coordinator.token("anne", "admin");

        var reply = approve(pending, other);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.text("/rule")).isEqualTo("approval");
        assertThat(approve(pending, anne).status()).isEqualTo(403);
        assertNothingOrdered();
    }

    @Test
    void areNotGivenByWhoMayNotDeploy() {
        var pending = ordered();

        assertThat(approve(pending, coordinator.token("viewer")).status()).isEqualTo(403);
        coordinator.define("production", "{\"approval\":{},\"minimumRole\":\"admin\"}");
        assertThat(approve(pending, bob).text("/rule")).isEqualTo("minimum-role");
        assertNothingOrdered();
    }

    @Test
    void areNotGivenWithoutTheWordAndAReason() {
        var place = ordered().header("Location");

        var wrong =
                coordinator.send("POST", place, bob, "{\"confirm\":\"YES\",\"reason\":\"seen\"}");
        var silent = coordinator.send("POST", place, bob, "{\"confirm\":\"DEPLOY\"}");

        assertThat(wrong.text("/field")).isEqualTo("confirm");
        assertThat(silent.text("/field")).isEqualTo("reason");
        assertNothingOrdered();
    }

    @Test
    void areNotGivenWhenTheRequestersTokenWasRevoked() {
        var pending = ordered();
        var id = anne.substring("tl_".length(), anne.lastIndexOf('_'));
        coordinator.send("DELETE", "/api/v1/tokens/" + id, coordinator.admin, "");

        var reply = approve(pending, bob);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/detail")).startsWith("the token of anne (token " + id);
        assertNothingOrdered();
    }

    @Test
    void areNotGivenWhenTheRequestersTokenIsOver() {
        var made =
                coordinator.post(
                        "/api/v1/tokens",
                        "{\"name\":\"eve\",\"role\":\"deployer\",\"for\":\"1h\"}");
        var pending = coordinator.send("PUT", DESIRED, made.text("/token"), order(SHA_1));

        coordinator.now.updateAndGet(now -> now.plus(Duration.ofHours(1)));

        assertThat(approve(pending, bob).status()).isEqualTo(409);
        assertNothingOrdered();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void areNotThereForATokenOfAnotherEnvironment(String method) {
        var pending = ordered();
        coordinator.define("staging");
        var staging = coordinator.tokenFor("deployer", "\"staging\"");

        var reply = coordinator.send(method, pending.header("Location"), staging, SEEN);

        var absent = coordinator.send(method, "/api/v1/approvals/none", staging, SEEN);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json()).isEqualTo(absent.json());
        assertThat(coordinator.send("GET", "/api/v1/approvals", staging, "").json()).isEmpty();
        assertThat(coordinator.get(pending.header("Location")).text("/state")).isEqualTo("pending");
        assertNothingOrdered();
    }

    @Test
    void areGivenWithATokenOfTheirEnvironment() {
        var pending = ordered();
        var production = coordinator.tokenFor("deployer", "\"production\"");

        assertThat(coordinator.send("GET", "/api/v1/approvals", production, "").json()).hasSize(1);
        assertThat(approve(pending, production).status()).isEqualTo(202);
    }

    @Test
    void expire() {
        var pending = ordered();

        coordinator.now.updateAndGet(now -> now.plus(Duration.ofHours(4)));

        var reply = approve(pending, bob);
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/detail")).contains("2026-01-01T04:00:00Z");
        assertThat(coordinator.get(pending.header("Location")).text("/state")).isEqualTo("expired");
        assertNothingOrdered();
    }

    @Test
    void areDecidedAgainAtThatMoment() {
        var pending = ordered();

        coordinator.define(
                "production",
                "{\"approval\":{},\"freeze\":[{\"cron\":\"0 0 * * *\",\"duration\":\"1h\"}]}");

        assertThat(approve(pending, bob).text("/rule")).isEqualTo("freeze");
        assertNothingOrdered();
    }

    @Test
    void areNotGivenWhenTheGenerationIsAnotherByThen() {
        var pending =
                coordinator.send(
                        coordinator
                                .request("PUT", DESIRED, anne, order(SHA_1))
                                .header("If-Match", "\"0\"")
                                .build());
        var other = coordinator.send("PUT", DESIRED, anne, order(SHA_2));
        approve(other, bob);

        assertThat(approve(pending, bob).status()).isEqualTo(412);
        assertThat(coordinator.get(DESIRED).text("/sha")).isEqualTo(SHA_2);
    }

    @Test
    void areGivenOnce() {
        var pending = ordered();
        var first = approve(pending, bob);

        assertThat(approve(pending, bob).json()).isEqualTo(first.json());
        assertThat(approve(pending, coordinator.admin).status()).isEqualTo(409);
        assertThat(coordinator.get(DESIRED).text("/generation")).isEqualTo("1");
    }

    @Test
    void canBeTakenBack() {
        var pending = ordered();

        var reply = coordinator.send("DELETE", pending.header("Location"), anne, "");

        assertThat(reply.status()).isEqualTo(204);
        assertThat(coordinator.get("/api/v1/audit").text("/0/action"))
                .isEqualTo("approval-withdrawn");
        assertThat(approve(pending, bob).status()).isEqualTo(409);
    }

    @Test
    void areAskedForOnceUnderOneKey() {
        var first = keyed(order(SHA_1));

        var again = keyed(order(SHA_1));
        var other = keyed(order(SHA_2));

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(other.status()).isEqualTo(422);
        assertThat(coordinator.get("/api/v1/approvals").json()).hasSize(1);
    }

    private Reply keyed(String body) {
        return coordinator.send(
                coordinator
                        .request("PUT", DESIRED, anne, body)
                        .header("Idempotency-Key", "k1")
                        .build());
    }
}
