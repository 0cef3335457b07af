package dev.towline.coordinator.fleet;

import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Wanted;
import dev.towline.wire.AgentReport;
import dev.towline.wire.CheckReport;
import dev.towline.wire.OutcomeReport;
import dev.towline.wire.PhaseReport;
import dev.towline.wire.ProgressReport;
import dev.towline.wire.ReportBatch;
import dev.towline.wire.ReportEvent;
import dev.towline.wire.Status;
import dev.towline.wire.StatusReport;
import dev.towline.wire.StepReport;

/// Checks that a batch of reports has all that is built on it, before any of it is stored.
final class ReportForm {
    private ReportForm() {}

    /// Looks through the batch.
    ///
    /// @throws Refusal 422 with the first field that is missing or out of order
    static void check(ReportBatch batch) {
        long before = 0;
        for (int i = 0; i < batch.reports().size(); i++) {
            var report = batch.reports().get(i);
            var field = "reports[" + i + "].";
            if (report.sequence() <= before) {
                throw Refusal.unusable(
                        field + "sequence",
                        "the sequence is " + report.sequence() + " after " + before,
                        "it grows from 1 on");
            }
            check(field, report);
            before = report.sequence();
        }
    }

    private static void check(String field, AgentReport report) {
        Wanted.present(field + "at", report.at());
        Wanted.present(field + "generation", report.generation());
        check(field + "event.", Wanted.present(field + "event", report.event()));
    }

    private static void check(String field, ReportEvent event) {
        switch (event) {
            case PhaseReport phase -> {
                Wanted.present(field + "phase", phase.phase());
                Wanted.present(field + "moment", phase.moment());
            }
            case ProgressReport progress -> Wanted.present(field + "phase", progress.phase());
            case StepReport step -> {
                Wanted.present(field + "step", step.step());
                Wanted.present(field + "result", step.result());
            }
            case CheckReport check -> {
                Wanted.present(field + "name", check.name());
                Wanted.present(field + "verdict", check.verdict());
            }
            case OutcomeReport outcome -> {
                Wanted.present(field + "outcome", outcome.outcome());
                Wanted.present(field + "reason", outcome.reason());
            }
            case StatusReport(var status) ->
                    check(field + "status.", Wanted.present(field + "status", status));
        }
    }

    private static void check(String field, Status status) {
        Wanted.present(field + "environment", status.environment());
        Wanted.present(field + "generation", status.generation());
        Wanted.present(field + "observedGeneration", status.observedGeneration());
        Wanted.present(field + "status", status.status());
    }
}
