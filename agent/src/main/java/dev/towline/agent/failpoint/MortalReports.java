package dev.towline.agent.failpoint;

import dev.towline.agent.reconcile.Reports;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.Generation;
import dev.towline.wire.CheckReport;
import dev.towline.wire.OutcomeReport;
import dev.towline.wire.PhaseReport;
import dev.towline.wire.ProgressReport;
import dev.towline.wire.ReportEvent;
import dev.towline.wire.StatusReport;
import dev.towline.wire.StepReport;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reports with a point before and after each. What comes as often as time will have it has none.
record MortalReports(Reports reports, Points points) implements Reports {
    @Override
    public void add(Generation generation, @Nullable DeploymentId deployment, ReportEvent event) {
        var name = name(event);
        name.ifPresent(it -> points.pass("before report of " + it));
        reports.add(generation, deployment, event);
        name.ifPresent(it -> points.pass("after report of " + it));
    }

    private static Optional<String> name(ReportEvent event) {
        return switch (event) {
            case PhaseReport it -> Optional.of(words(it.phase()) + " " + words(it.moment()));
            case StepReport _ -> Optional.of("step");
            case CheckReport it -> Optional.of("check " + words(it.kind()));
            case OutcomeReport it -> Optional.of("outcome " + words(it.outcome()));
            case ProgressReport _, StatusReport _ -> Optional.empty();
        };
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
