package dev.towline.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.reconcile.Reports;
import dev.towline.agent.reconcile.Tallies;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import dev.towline.wire.Outcome;
import dev.towline.wire.OutcomeReport;
import dev.towline.wire.Phase;
import dev.towline.wire.PhaseReport;
import dev.towline.wire.PhaseReport.Moment;
import dev.towline.wire.ReportEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class AgentMetricsTest {
    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    private static final Generation FIRST = new Generation(1);

    private final AtomicLong nanos = new AtomicLong();
    private final List<ReportEvent> passedOn = new ArrayList<>();
    private final AgentMetrics metrics =
            new AgentMetrics(
                    () ->
                            List.of(
                                    new Shown(Samples.rolledBack("production"), Tallies.some()),
                                    new Shown(Samples.idle("staging"), Tallies.none())),
                    nanos::get);
    private final Reports reports =
            metrics.counting(PRODUCTION, (_, _, event) -> passedOn.add(event));

    private void tell(ReportEvent event) {
        reports.add(FIRST, new DeploymentId("production-1"), event);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static PhaseReport phase(Phase phase, Moment moment) {
        return new PhaseReport(phase, moment, "");
    }

    private static OutcomeReport outcome(Outcome outcome) {
        return new OutcomeReport(outcome, "", null);
    }

    @Test
    void measuresAPhaseWithItsWaiting() {
        tell(phase(Phase.GUARD, Moment.STARTED));
        pass(Duration.ofSeconds(2));
        tell(phase(Phase.GUARD, Moment.DEFERRED));
        pass(Duration.ofSeconds(40));
        tell(phase(Phase.GUARD, Moment.PASSED));
        tell(phase(Phase.SWITCH, Moment.STARTED));

        assertThat(metrics.text())
                .contains(
                        "towline_agent_phase_duration_seconds_sum"
                                + "{environment=\"production\",phase=\"guard\"} 42.0")
                .doesNotContain("switch");
        assertThat(passedOn).hasSize(4);
    }

    @Test
    void countsEndsButNotThoseThatAreToldAgainAfterAStart() {
        tell(outcome(Outcome.REFUSED));
        tell(phase(Phase.RECEIVE, Moment.STARTED));
        tell(outcome(Outcome.ACCEPTED));
        tell(outcome(Outcome.ACCEPTED));

        assertThat(metrics.text().lines())
                .filteredOn(it -> it.startsWith("towline_agent_deployments_total{"))
                .containsExactly(
                        "towline_agent_deployments_total"
                                + "{environment=\"production\",outcome=\"accepted\"} 1.0");
    }

    @Test
    void showsWhatTheStatusSays() {
        assertThat(metrics.text().lines())
                .contains(
                        "towline_agent_condition{condition=\"degraded\","
                                + "environment=\"production\"} 1.0",
                        "towline_agent_condition{condition=\"idle\",environment=\"staging\"} 1.0",
                        "towline_agent_heals_total{environment=\"production\",outcome=\"done\"} 2.0",
                        "towline_agent_heals_total{environment=\"production\",outcome=\"failed\"}"
                                + " 1.0",
                        "towline_agent_drift_begun_total{environment=\"production\","
                                + "handling=\"left\"} 1.0",
                        "towline_agent_drift_begun_total{environment=\"staging\","
                                + "handling=\"left\"} 0.0");
    }

    @Test
    void showsHowFarItIsBehind() {
        var status = Samples.rolledBack("production");
        var lag = status.generation().number() - status.observedGeneration().number();

        assertThat(lag).isPositive();
        assertThat(metrics.text())
                .contains("towline_agent_generation_lag{environment=\"production\"} " + lag + ".0");
    }

    @Test
    void tellsOfTheProcess() {
        assertThat(metrics.text()).contains("process_resident_memory_bytes", "process_open_fds");
    }
}
