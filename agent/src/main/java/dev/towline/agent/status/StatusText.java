package dev.towline.agent.status;

import dev.towline.ids.CommitSha;
import dev.towline.wire.CheckReport;
import dev.towline.wire.Condition;
import dev.towline.wire.DeploymentStatus;
import dev.towline.wire.Drift;
import dev.towline.wire.Drift.Handling;
import dev.towline.wire.Outcome;
import dev.towline.wire.PhaseStatus;
import dev.towline.wire.ServiceStatus;
import dev.towline.wire.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An environment's status as people read it. Pure.
public final class StatusText {
    private final Paint paint;
    private final List<String> lines = new ArrayList<>();

    private StatusText(Paint paint) {
        this.paint = paint;
    }

    /// The status of one environment, each line ended by a newline.
    public static String of(Status status, Paint paint) {
        var text = new StatusText(paint);
        text.head(status);
        text.services(status.services());
        if (status.lastDeployment() != null) {
            text.deployment(status.lastDeployment());
        }
        text.drift(status.drift());
        return String.join("\n", text.lines) + "\n";
    }

    /// An enum's constant as it stands in JSON.
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void head(Status status) {
        var phase = status.phase() == null ? "" : ", in phase " + word(status.phase());
        lines.add(status.environment() + "  " + painted(status.status()) + phase);
        if (!status.reason().isBlank()) {
            indented(status.reason());
        }
        warning(status);
        hold(status);
        lines.add("");
        lines.addAll(
                Table.aligned(
                        List.of(
                                List.of("  release", sha(status.sha())),
                                List.of("  generation", generation(status)),
                                List.of("  last contact", time(status.lastContact())))));
        if (status.link() != null) {
            lines.add("  no order can come: " + firstLine(status.link()));
        }
    }

    private void warning(Status status) {
        if (status.warning() != null) {
            lines.add("  " + paint.red("accepted with a warning: " + firstLine(status.warning())));
        }
    }

    private void hold(Status status) {
        var words = status.hold() == null ? "" : status.hold().words();
        if (!status.reason().contains(words)) {
            indented(words);
        }
        status.coordinatorHolds()
                .forEach(it -> indented("through the coordinator, which ends it: " + it.words()));
    }

    private void services(List<ServiceStatus> services) {
        if (services.isEmpty()) {
            return;
        }
        var title = List.of("  SERVICE", "CONTAINER", "STATE", "HEALTH", "IMAGE");
        var rows =
                services.stream()
                        .map(it ->
                                List.of(
                                        "  " + safe(it.service()),
                                        safe(it.container()),
                                        safe(it.state()),
                                        safe(it.health()),
                                        safe(it.image())));
        lines.add("");
        lines.addAll(Table.aligned(Stream.concat(Stream.of(title), rows).toList()));
    }

    private void deployment(DeploymentStatus deployment) {
        lines.add("");
        lines.add(
                "  deployment "
                        + deployment.deployment()
                        + " of "
                        + deployment.sha().abbreviated()
                        + ": "
                        + painted(deployment.outcome())
                        + " ("
                        + time(deployment.startedAt())
                        + " to "
                        + (deployment.endedAt() == null ? "now" : time(deployment.endedAt()))
                        + ")");
        if (!deployment.reason().isBlank()) {
            indented(deployment.reason());
        }
        phases(deployment.phases());
        checks(deployment.checks());
    }

    private void phases(List<PhaseStatus> phases) {
        lines.addAll(Table.aligned(phases.stream().map(this::row).toList()));
    }

    private List<String> row(PhaseStatus phase) {
        var mark =
                switch (phase.moment()) {
                    case STARTED -> paint.yellow("…");
                    case PASSED -> paint.green("✓");
                    case FAILED -> paint.red("✗");
                    case DEFERRED -> paint.yellow("~");
                };
        return List.of("    " + mark, word(phase.phase()), span(phase), firstLine(phase.message()));
    }

    /// How long it took, in seconds.
    private static String span(PhaseStatus phase) {
        var ended = phase.endedAt();
        if (ended == null) {
            return "";
        }
        var seconds = Duration.between(phase.startedAt(), ended).toMillis() / 1000.0;
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }

    private void checks(List<CheckReport> checks) {
        var unpassed =
                checks.stream().filter(it -> it.verdict() != CheckReport.Verdict.PASSED).toList();
        for (var check : unpassed) {
            var what = word(check.kind()) + " " + word(check.verdict()) + ": " + check.name();
            lines.add("    " + paint.red("!") + "  " + safe(what));
            safe(check.message()).lines().forEach(it -> lines.add("       " + it));
        }
    }

    private void drift(List<Drift> drift) {
        if (drift.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("  drift");
        drift.forEach(this::drift);
        if (drift.stream().anyMatch(it -> it.handling() == Handling.LEFT)) {
            lines.add("  what is left waits for `towline-agent release` or the next deployment");
        }
    }

    private void drift(Drift drift) {
        lines.add(
                "    "
                        + firstLine(drift.what())
                        + " ("
                        + painted(drift.handling())
                        + ", since "
                        + time(drift.since())
                        + ")");
        drift.events().forEach(it -> lines.add("      " + firstLine(it)));
        safe(drift.log()).lines().forEach(it -> lines.add("      | " + it));
    }

    private void indented(String text) {
        safe(text).lines().forEach(it -> lines.add("  " + it));
    }

    private String painted(Condition condition) {
        var word = word(condition);
        return switch (condition) {
            case CONVERGED -> paint.green(word);
            case IDLE, RECONCILING, DEFERRED -> paint.yellow(word);
            case DEGRADED, STALLED -> paint.red(word);
        };
    }

    private String painted(Handling handling) {
        return switch (handling) {
            case HEALING, NOTED -> word(handling);
            case LEFT -> paint.yellow(word(handling));
        };
    }

    private String painted(@Nullable Outcome outcome) {
        return switch (outcome) {
            case null -> paint.yellow("under way");
            case ACCEPTED -> paint.green("accepted");
            case SUPERSEDED -> paint.yellow("superseded");
            case ROLLED_BACK, REFUSED, STALLED -> paint.red(word(outcome));
        };
    }

    private static String generation(Status status) {
        return status.generation().equals(status.observedGeneration())
                ? status.generation().toString()
                : status.generation() + ", observed " + status.observedGeneration();
    }

    private static String sha(@Nullable CommitSha sha) {
        return sha == null ? "none accepted yet" : sha.hex();
    }

    private static String time(@Nullable Instant time) {
        return time == null
                ? "none since the agent started"
                : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String firstLine(String text) {
        return safe(text).lines().findFirst().orElse("");
    }

    /// Messages may quote what a container wrote; a terminal must not obey it.
    private static String safe(String text) {
        return text.replaceAll("[\\p{Cc}&&[^\\n]]", "");
    }
}
