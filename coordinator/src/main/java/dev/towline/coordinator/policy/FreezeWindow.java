package dev.towline.coordinator.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/// A recurring time in which nothing is deployed.
///
/// It begins by the clock on the wall of its time zone, and lasts as long as it says: over a change
/// to summer time it ends an hour later by that clock. A beginning that the change leaves out comes
/// as much later; one that happens twice counts the first time.
public record FreezeWindow(Cron cron, Duration duration, ZoneId zone) {

    /// When the freeze that stands now ends; empty where none stands.
    Optional<Instant> frozenUntil(Instant now) {
        return latestStart(now).map(start -> start.plus(duration)).filter(now::isBefore);
    }

    private Optional<Instant> latestStart(Instant now) {
        // A day more, for starts that a change of the clock moves.
        var earliest = LocalDate.ofInstant(now.minus(duration), zone).minusDays(1);
        for (var day = LocalDate.ofInstant(now, zone);
                !day.isBefore(earliest);
                day = day.minusDays(1)) {
            var start = latestStart(day, now);
            if (start.isPresent()) {
                return start;
            }
        }
        return Optional.empty();
    }

    private Optional<Instant> latestStart(LocalDate day, Instant now) {
        return cron.latestFirst(day)
                .map(time -> day.atTime(time).atZone(zone).toInstant())
                .filter(start -> !start.isAfter(now))
                .findFirst();
    }

    String words() {
        return cron + " for " + duration + " in " + zone;
    }
}
