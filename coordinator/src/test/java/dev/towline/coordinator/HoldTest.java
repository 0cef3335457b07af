package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.TestCoordinator.Reply;
import dev.towline.trust.Envelope;
import dev.towline.trust.VerifyingKey;
import dev.towline.wire.Hold;
import dev.towline.wire.HoldOrder;
import dev.towline.wire.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Holds through the coordinator, over HTTP and on a real store.
final class HoldTest {
    private static final String PATH = "/api/v1/environments/production/hold";

    @TempDir private Path data;
    private TestCoordinator coordinator;
    private TestAgent one;
    private TestAgent two;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        coordinator.define("staging");
        one = TestAgent.enrol(coordinator, "production", "vm1");
        two = TestAgent.enrol(coordinator, "production", "vm2");
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private Reply hold(String body) {
        return coordinator.put(PATH, body);
    }

    private Reply release(String query) {
        return coordinator.send("DELETE", PATH + query, coordinator.admin, "");
    }

    private CompletableFuture<Reply> pollLater(TestAgent agent, String generation, long holds) {
        return coordinator.sendAsync(
                coordinator
                        .request("GET", "/api/v1/agent/desired", agent.token(), "")
                        .header("If-None-Match", "\"" + generation + "\"")
                        .header("Prefer", "wait=5")
                        .header(HoldOrder.KNOWN, Long.toString(holds))
                        .build());
    }

    private HoldOrder holds(TestAgent agent, long known) throws Exception {
        return open(agent, pollLater(agent, "0", known).get(10, TimeUnit.SECONDS));
    }

    private static HoldOrder open(TestAgent agent, Reply reply) throws Exception {
        var key = new VerifyingKey(agent.enrolment().text("/coordinatorKey"));
        var envelope = Json.read(reply.raw().body(), Envelope.class);
        return Json.read(envelope.open(HoldOrder.PAYLOAD_TYPE, key), HoldOrder.class);
    }

    private String standing() {
        return coordinator.get("/api/v1/environments/production").json().at("/holds").toString();
    }

    private String audited() {
        var last = coordinator.get("/api/v1/audit").json().findValuesAsText("action");
        return String.join(" ", last);
    }

    @Test
    void wakesTheAgentsOfTheEnvironmentAndTellsWhoAndWhyAndUntilWhen() throws Exception {
        var waiting = pollLater(one, "0", 0);

        hold("{\"reason\":\"the import runs\",\"for\":\"2h\"}");

        var order = open(one, waiting.get(10, TimeUnit.SECONDS));
        var now = coordinator.now.get();
        assertThat(order.holds()).hasSize(1);
        var hold = order.holds().getFirst();
        assertThat(hold.reason()).isEqualTo("the import runs");
        assertThat(hold.user()).startsWith("first administrator (token ");
        assertThat(hold.since()).isEqualTo(now);
        assertThat(hold.until()).isEqualTo(now.plus(Duration.ofHours(2)));
        assertThat(order.agent().value()).isEqualTo(one.id());
        assertThat(holds(two, 0).holds()).isEqualTo(order.holds());
    }

    @Test
    void isOnlyForTheVmThatItNames() throws Exception {
        hold("{\"reason\":\"look\",\"for\":\"2h\",\"agent\":\"" + two.id() + "\"}");

        assertThat(holds(one, 0).holds()).isEmpty();
        assertThat(holds(two, 0).holds()).hasSize(1);
    }

    @Test
    void comesBeforeANewOrder() throws Exception {
        coordinator.deploy("production", SHA_1);
        hold("{\"reason\":\"look\",\"for\":\"2h\"}");

        var first = holds(one, 0);
        var next = pollLater(one, "0", first.number()).get(10, TimeUnit.SECONDS);

        assertThat(one.open(next).sha().hex()).isEqualTo(SHA_1);
    }

    @Test
    void givesEachChangeAHigherNumberAlsoOverARestartAndAStandingClock() throws Exception {
        hold("{\"reason\":\"look\",\"for\":\"2h\"}");
        var held = holds(one, 0);
        coordinator.restart();

        release("?reason=done");

        var released = holds(one, held.number());
        assertThat(released.holds()).isEmpty();
        assertThat(released.number()).isGreaterThan(held.number());
    }

    @Test
    void isToldAgainAfterARestart() throws Exception {
        hold("{\"reason\":\"look\",\"for\":\"2h\"}");
        var before = holds(one, 0);

        coordinator.restart();

        assertThat(holds(one, 0).holds()).isEqualTo(before.holds());
        assertThat(holds(one, 0).number()).isEqualTo(before.number());
    }

    @Test
    void tellsNothingToAnAgentThatDoesNotAskForHolds() {
        hold("{\"reason\":\"look\",\"for\":\"2h\"}");

        assertThat(one.poll("\"0\"", "").status()).isEqualTo(304);
    }

    @Test
    void standsBesideAnotherAndEachEndsOnItsOwn() throws Exception {
        hold("{\"reason\":\"all\",\"for\":\"2h\"}");
        hold("{\"reason\":\"one\",\"for\":\"2h\",\"agent\":\"" + one.id() + "\"}");
        assertThat(holds(one, 0).holds()).extracting(Hold::reason).containsExactly("all", "one");

        release("");

        assertThat(holds(one, 0).holds()).extracting(Hold::reason).containsExactly("one");
        assertThat(holds(two, 0).holds()).isEmpty();
    }

    @Test
    void isShownUntilItEnds() {
        assertThat(standing()).isEqualTo("[]");

        hold("{\"reason\":\"look\",\"for\":\"2h\"}");
        assertThat(standing())
                .contains("\"reason\":\"look\"", "\"until\"")
                .doesNotContain("agent\"");
        coordinator.now.set(coordinator.now.get().plus(Duration.ofHours(2)));

        assertThat(standing()).isEqualTo("[]");
        assertThat(release("").status()).isEqualTo(404);
    }

    @Test
    void isAuditedWithWhoAndWhyAndFromWhere() {
        hold("{\"reason\":\"the import runs\",\"for\":\"2h\"}");
        release("?reason=it%20is%20done");

        var entries = coordinator.get("/api/v1/audit").json().toString();
        assertThat(audited()).contains("hold-set", "hold-released");
        assertThat(entries)
                .contains("\"reason\":\"the import runs\"", "\"reason\":\"it is done\"")
                .contains("from 127.0.0.1")
                .contains("it was on hold by first administrator");
    }

    @Test
    void doesNotKeepAnyoneFromOrdering() {
        hold("{\"reason\":\"look\",\"for\":\"2h\"}");

        assertThat(coordinator.deploy("production", SHA_1).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"for\":\"2h\"} | 422 | reason",
                "{\"reason\":\"x\"} | 422 | for",
                "{\"reason\":\"x\",\"for\":\"2h\",\"until\":\"2026-01-01T01:00:00Z\"} | 422 | for",
                "{\"reason\":\"x\",\"for\":\"soon\"} | 422 | for",
                "{\"reason\":\"x\",\"for\":\"31d\"} | 422 | for",
                "{\"reason\":\"x\",\"for\":\"999999999d999999999d\"} | 422 | for",
                "{\"reason\":\"x\",\"until\":\"2025-01-01T00:00:00Z\"} | 422 | until",
                "{\"reason\":\"x\",\"for\":\"2h\",\"agent\":\"nobody\"} | 422 | agent",
                "{\"reason\":\"x\",\"for\":\"2h\",\"who\":\"me\"} | 400 | who",
            })
    void saysWhatIsWrongWithAWish(String body, int status, String field) {
        var reply = hold(body);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text("/field")).isEqualTo(field);
        assertThat(standing()).isEqualTo("[]");
    }

    @Test
    void needsADeployer() {
        var body = "{\"reason\":\"x\",\"for\":\"2h\"}";

        assertThat(coordinator.send("PUT", PATH, coordinator.token("ci"), body).status())
                .isEqualTo(403);
        assertThat(coordinator.send("PUT", PATH, coordinator.token("deployer"), body).status())
                .isEqualTo(200);
    }

    @Test
    void endsAtTheTimeThatItNames() throws Exception {
        hold("{\"reason\":\"x\",\"until\":\"2026-01-01T03:00:00Z\"}");

        assertThat(holds(one, 0).holds().getFirst().until())
                .isEqualTo(Instant.parse("2026-01-01T03:00:00Z"));
        assertThat(List.of(standing())).first().asString().contains("2026-01-01T03:00:00Z");
    }
}
