package dev.towline.agent.reconcile;

import dev.towline.agent.docker.EngineException;
import dev.towline.agent.journal.Keeping.Tries;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.wire.Drift;
import dev.towline.wire.Drift.Handling;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/// Puts into words in what a VM differs from its accepted release.
final class DriftReview {
    private static final int LOG_LINES = 20;

    private final Workplace at;
    private final Rests rests;
    private final DriftLog log;

    DriftReview(Workplace at, Rests rests) {
        this.at = at;
        this.rests = rests;
        this.log = new DriftLog(at);
    }

    /// @param acts whether anything is done about them
    /// @param failures why what was done last did not work
    List<Drift> of(Sight sight, boolean acts, Collection<String> failures) {
        var lines = new ArrayList<DriftLog.Line>();
        rests.givenUp().forEach((service, tries) -> lines.add(givenUp(service, tries, sight)));
        failures.forEach(it -> lines.add(line(it, Handling.HEALING, sight)));
        var handling = acts ? Handling.HEALING : Handling.LEFT;
        sight.healing().forEach(it -> lines.add(line(it, handling, sight)));
        sight.plan().blocked().forEach(it -> lines.add(line(it, Handling.LEFT, sight)));
        var reclaimed = sight.reclaims() ? handling : Handling.LEFT;
        sight.edits().forEach(it -> lines.add(line(it.words(), reclaimed, sight)));
        sight.files().ifPresent(it -> lines.add(line(it, reclaimed, sight)));
        sight.notes().forEach(it -> lines.add(line(it, Handling.NOTED, sight)));
        return log.seen(lines);
    }

    private static DriftLog.Line line(String what, Handling handling, Sight sight) {
        return line(what, handling, sight, () -> "");
    }

    private static DriftLog.Line line(
            String what, Handling handling, Sight sight, Supplier<String> log) {
        return new DriftLog.Line(what, handling, sight.namesIn(what), log);
    }

    private DriftLog.Line givenUp(String service, Tries tries, Sight sight) {
        var words =
                "healed "
                        + tries.count()
                        + " times in a row, last at "
                        + tries.last().truncatedTo(ChronoUnit.SECONDS)
                        + ", and tried once an hour now: "
                        + service;
        return line(words, Handling.HEALING, sight, () -> lastLines(service, sight));
    }

    private String lastLines(String service, Sight sight) {
        return sight.observed().containers().stream()
                .filter(it -> it.service().equals(service))
                .max(Comparator.comparing(ObservedContainer::createdAt))
                .map(this::lines)
                .orElse("");
    }

    private String lines(ObservedContainer container) {
        try {
            return at.engine().logs(container.id(), LOG_LINES);
        } catch (EngineException e) {
            return "could not read the log of " + container.name() + ": " + e.getMessage();
        }
    }
}
