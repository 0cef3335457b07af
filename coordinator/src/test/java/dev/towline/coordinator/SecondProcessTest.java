package dev.towline.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.TestCoordinator.Reply;
import dev.towline.wire.AgentProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes with one agent's identity, over HTTP; time passes by itself only where it is told.
final class SecondProcessTest {
    private static final AgentProcess FIRST = new AgentProcess("first", "boot-1");
    private static final AgentProcess AGAIN = new AgentProcess("again", "boot-1");
    private static final AgentProcess CLONE = new AgentProcess("clone", "boot-2");

    @TempDir private Path data;
    private TestCoordinator coordinator;
    private TestAgent agent;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        agent = TestAgent.enrol(coordinator, "production", "vm1");
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private CompletableFuture<Reply> pollLater(AgentProcess process, int seconds) {
        return coordinator.sendAsync(
                coordinator
                        .request("GET", "/api/v1/agent/desired", agent.token(), "")
                        .header("If-None-Match", "\"0\"")
                        .header("Prefer", "wait=" + seconds)
                        .header(AgentProcess.INSTANCE_HEADER, process.instance())
                        .header(AgentProcess.BOOT_HEADER, process.boot())
                        .build());
    }

    private Reply poll(AgentProcess process) {
        return pollLater(process, 0).orTimeout(10, TimeUnit.SECONDS).join();
    }

    private Reply report(AgentProcess process) {
        return coordinator.send(
                coordinator
                        .request("POST", "/api/v1/agent/reports", agent.token(), "{\"reports\":[]}")
                        .header(AgentProcess.INSTANCE_HEADER, process.instance())
                        .header(AgentProcess.BOOT_HEADER, process.boot())
                        .build());
    }

    private void pass(Duration time) {
        coordinator.now.set(coordinator.now.get().plus(time));
    }

    private long audited() {
        return coordinator.get("/api/v1/audit").json().findValuesAsText("action").stream()
                .filter("identity-in-use"::equals)
                .count();
    }

    private Reply vm() {
        return coordinator.get("/api/v1/agents");
    }

    private void awaitTheFirst() {
        Awaitility.await("the first is let in")
                .until(() -> vm().text("/0/lastContact").startsWith("2026"));
    }

    @Test
    void isRefusedWithWhoHasTheIdentityOnceThatShowedItself() {
        poll(FIRST);
        pass(Duration.ofSeconds(20));
        assertThat(poll(CLONE).status()).isEqualTo(409);
        poll(FIRST);
        pass(Duration.ofSeconds(20));

        var refused = poll(CLONE);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/type")).isEqualTo("/problems/identity-in-use");
        assertThat(refused.text("/detail"))
                .contains(agent.id(), "instance first at 127.0.0.1", "since 2026-01-01T00:00:00Z");
        assertThat(report(CLONE).status()).isEqualTo(409);
        assertThat(report(FIRST).status()).isEqualTo(200);
    }

    @Test
    void isAuditedOnceAndShownInTheFleet() {
        poll(FIRST);
        for (var time = 0; time < 5; time++) {
            poll(CLONE);
            poll(FIRST);
            pass(Duration.ofSeconds(20));
        }

        assertThat(audited()).isEqualTo(1);
        assertThat(vm().text("/0/second/instance")).isEqualTo("clone");
        assertThat(vm().text("/0/second/from")).isEqualTo("127.0.0.1");
    }

    @Test
    void endsTheWaitOfTheFirstSoThatItShowsItself() throws Exception {
        var waiting = pollLater(FIRST, 50);
        awaitTheFirst();

        poll(CLONE);

        assertThat(waiting.get(10, TimeUnit.SECONDS).status()).isEqualTo(304);
    }

    @Test
    void isLetInAtOnceWhereTheSameMachineStartedItAgain() {
        var open = pollLater(FIRST, 50);
        awaitTheFirst();
        poll(FIRST);

        assertThat(poll(AGAIN).status()).isEqualTo(304);
        assertThat(report(AGAIN).status()).isEqualTo(200);
        assertThat(open).isNotDone();
        assertThat(audited()).isZero();
    }

    @Test
    void isLetInAfterAMomentWhereTheMachineWasStartedAgainAndTheFirstIsDead() {
        poll(FIRST);
        pass(Duration.ofSeconds(1));
        assertThat(poll(CLONE).status()).isEqualTo(409);
        pass(Duration.ofSeconds(3));

        assertThat(poll(CLONE).status()).isEqualTo(304);
        assertThat(audited()).isZero();
    }

    @Test
    void cannotBeTakenBackByOneThatWasThoughtDead() {
        poll(FIRST);
        poll(AGAIN);
        pass(Duration.ofSeconds(1));

        assertThat(poll(FIRST).status()).isEqualTo(409);
        poll(AGAIN);
        assertThat(poll(FIRST).status()).isEqualTo(409);
        assertThat(poll(AGAIN).status()).isEqualTo(304);
        assertThat(audited()).isEqualTo(1);
    }

    @Test
    void isLetInWhereTheFirstIsSilentForLong() {
        poll(FIRST);
        poll(CLONE);
        poll(FIRST);
        assertThat(poll(CLONE).status()).isEqualTo(409);
        pass(Duration.ofSeconds(70));

        assertThat(poll(CLONE).status()).isEqualTo(304);
        assertThat(vm().json().at("/0/second").isMissingNode()).isTrue();
    }

    @Test
    void isNotToldFromTheFirstWhereItDoesNotNameItself() {
        poll(FIRST);

        assertThat(agent.poll("\"0\"", "").status()).isEqualTo(304);
    }

    @Test
    void isRefusedWhereItsNameIsNone() {
        var request =
                coordinator
                        .request("GET", "/api/v1/agent/desired", agent.token(), "")
                        .header(AgentProcess.INSTANCE_HEADER, "x y")
                        .build();

        assertThat(coordinator.send(request).status()).isEqualTo(400);
    }
}
