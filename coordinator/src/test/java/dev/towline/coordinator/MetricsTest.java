package dev.towline.coordinator;

import static dev.towline.coordinator.TestAgent.outcome;
import static dev.towline.coordinator.TestAgent.report;
import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `GET /metrics` tells, and that it goes on being right.
final class MetricsTest {
    private static final String ORDERED = "production-1";

    @TempDir private Path data;
    private TestCoordinator coordinator;
    private TestAgent agent;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        agent = TestAgent.enrol(coordinator, "production", "vm");
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private Exposition scrape() {
        var reply = coordinator.get("/metrics");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type"))
                .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        return Exposition.read(reply.raw().body());
    }

    private double ended(String outcome) {
        return scrape().value(
                        "towline_deployments_total{environment=\"production\",outcome=\"%s\"}"
                                .formatted(outcome));
    }

    private double ofVm(String name) {
        return scrape().value(name + "{environment=\"production\",vm=\"" + id() + "\"}");
    }

    private String id() {
        return agent.id();
    }

    private static String phase(String phase, String moment) {
        return """
        {"type":"phase","phase":"%s","moment":"%s","message":""}\
        """
                .formatted(phase, moment);
    }

    private String status(long sequence, long observed, String drift) {
        return report(
                sequence,
                "",
                """
                {"type":"status","status":{"environment":"production","generation":1,\
                "observedGeneration":%d,"sha":null,"phase":null,"status":"degraded","reason":"",\
                "services":[],"lastDeployment":null,"drift":[%s],"lastContact":null}}\
                """
                        .formatted(observed, drift));
    }

    private static String drift(String what, String handling) {
        return """
        {"what":"%s","since":"2026-01-01T00:00:00Z","handling":"%s"}\
        """
                .formatted(what, handling);
    }

    @Test
    void countsDeploymentsByOutcomeAlsoThoseThatEndedBeforeARestart() {
        assertThat(ended("accepted")).isZero();
        coordinator.deploy("production", SHA_1);
        agent.report(report(1, ORDERED, TestAgent.STARTED), report(2, ORDERED, outcome("refused")));

        assertThat(ended("refused")).isOne();
        coordinator.restart();

        assertThat(ended("refused")).isOne();
        assertThat(ended("accepted")).isZero();
    }

    @Test
    void neverCountsBackWhenADeploymentIsOpenedAgain() {
        coordinator.deploy("production", SHA_1);
        agent.report(
                report(1, ORDERED, TestAgent.STARTED), report(2, ORDERED, outcome("accepted")));
        assertThat(ended("accepted")).isOne();

        TestAgent.enrol(coordinator, "production", "vm2");

        assertThat(coordinator.get("/api/v1/deployments/" + ORDERED).text("/state"))
                .isEqualTo("running");
        assertThat(ended("accepted")).isOne();
        assertThat(
                        scrape().value(
                                        "towline_deployments_open{environment=\"production\","
                                                + "state=\"running\"}"))
                .isOne();
    }

    @Test
    void tellsHowFarAVmIsBehind() {
        assertThat(ofVm("towline_vm_generation_lag")).isZero();

        coordinator.deploy("production", SHA_1);
        coordinator.deploy("production", SHA_2);
        assertThat(ofVm("towline_vm_generation_lag")).isEqualTo(2);
        coordinator.restart();
        assertThat(ofVm("towline_vm_generation_lag")).isEqualTo(2);

        agent.report(status(1, 2, ""));
        assertThat(ofVm("towline_vm_generation_lag")).isZero();
    }

    @Test
    void forgetsAVmThatIsEnrolledNoMore() {
        coordinator.send("DELETE", "/api/v1/agents/" + id(), coordinator.admin, "");

        assertThat(scrape().samples().keySet()).noneMatch(it -> it.contains("vm=\"" + id()));
    }

    @Test
    void measuresPhasesByTheAgentsClockOnceEach() {
        coordinator.deploy("production", SHA_1);
        // A report's time is as many seconds as its sequence.
        agent.report(
                report(1, ORDERED, phase("prepare", "started")),
                report(3, ORDERED, phase("prepare", "deferred")),
                report(6, ORDERED, phase("prepare", "passed")));
        agent.report(report(6, ORDERED, phase("prepare", "passed")));

        var labels = "{environment=\"production\",phase=\"prepare\"}";
        assertThat(scrape().value("towline_phase_duration_seconds_sum" + labels)).isEqualTo(5);
        assertThat(scrape().value("towline_phase_duration_seconds_count" + labels)).isOne();
        assertThat(scrape().value("towline_reports_total{environment=\"production\"}"))
                .isEqualTo(3);
    }

    @Test
    void measuresNoPhaseThatANewerGenerationTookOver() {
        coordinator.deploy("production", SHA_1);
        coordinator.deploy("production", SHA_2);
        agent.report(
                report(1, ORDERED, phase("verify", "started")),
                report(2, "production-2", phase("prepare", "passed")));

        assertThat(scrape().samples().keySet())
                .noneMatch(it -> it.startsWith("towline_phase_duration_seconds_count"));
    }

    @Test
    void countsDriftWhenItBeginsAndShowsItWhileItLasts() {
        var db = drift("start db", "healing");
        agent.report(status(1, 0, db));
        agent.report(status(2, 0, db + "," + drift("web was changed", "left")));
        coordinator.restart();
        agent.report(status(3, 0, db));

        assertThat(scrape().samples())
                .doesNotContainKey(
                        "towline_drift_total{environment=\"production\",handling=\"healing\"}");
        agent.report(status(4, 0, ""));
        agent.report(status(5, 0, db));
        assertThat(
                        scrape().value(
                                        "towline_drift_total{environment=\"production\","
                                                + "handling=\"healing\"}"))
                .isOne();
        // Labels are sorted by their name.
        assertThat(
                        scrape().value(
                                        "towline_vm_drift{environment=\"production\","
                                                + "handling=\"healing\",vm=\""
                                                + id()
                                                + "\"}"))
                .isOne();
        assertThat(
                        scrape().value(
                                        "towline_vm_condition{condition=\"degraded\","
                                                + "environment=\"production\",vm=\""
                                                + id()
                                                + "\"}"))
                .isOne();
    }

    @Test
    void countsThoseWhoWaitWhileTheyWait() {
        var polls = "towline_long_polls{environment=\"production\"}";
        assertThat(scrape().value(polls)).isZero();

        var waiting =
                coordinator.sendAsync(
                        coordinator
                                .request("GET", "/api/v1/agent/desired", agent.token(), "")
                                .header("If-None-Match", "\"0\"")
                                .header("Prefer", "wait=30")
                                .build());
        await().atMost(Duration.ofSeconds(10)).until(() -> scrape().value(polls) == 1);
        coordinator.deploy("production", SHA_1);
        waiting.join();

        assertThat(scrape().value(polls)).isZero();
    }

    @Test
    void measuresTheStore() {
        var writes = "towline_store_operation_duration_seconds_count{operation=\"write\"}";
        var before = scrape().value(writes);

        coordinator.deploy("production", SHA_1);

        assertThat(scrape().value(writes)).isGreaterThan(before);
        assertThat(scrape().value("towline_store_up")).isOne();
        assertThat(scrape().value("process_open_fds")).isPositive();
    }

    @Test
    void hasNoLabelThatPeopleOrCommitsCanFill() {
        coordinator.deploy("production", SHA_1);
        agent.report(status(1, 0, drift("what a person wrote", "left")));

        var told = scrape();

        assertThat(told.samples().keySet())
                .noneMatch(it -> it.contains(SHA_1) || it.contains("person"));
        for (var name : told.types().keySet()) {
            assertThat(told.labels(name))
                    .isSubsetOf(
                            Set.of(
                                    "environment",
                                    "vm",
                                    "outcome",
                                    "state",
                                    "phase",
                                    "condition",
                                    "handling",
                                    "operation",
                                    // Of the process.
                                    "area",
                                    "pool",
                                    "gc"));
        }
    }

    @Test
    void showsATokenItsOwnEnvironmentsOnly() {
        coordinator.define("staging");
        var token = coordinator.tokenFor("viewer", "\"staging\"");

        var told = coordinator.send("GET", "/metrics", token, "").raw().body();

        assertThat(told)
                .contains("towline_environment_generation{environment=\"staging\"}")
                .contains("towline_store_up 1.0")
                .doesNotContain("production");
    }

    @Test
    void isNotForStrangersAndAgents() {
        assertThat(coordinator.send("GET", "/metrics", "", "").status()).isEqualTo(401);
        assertThat(coordinator.send("GET", "/metrics", agent.token(), "").status()).isEqualTo(403);
        assertThat(coordinator.send("GET", "/metrics", coordinator.token("viewer"), "").status())
                .isEqualTo(200);
    }
}
