package dev.towline.coordinator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// When a freeze stands; Berlin goes from +01:00 to +02:00 on 2026-03-29 at 01:00Z, and back on
/// 2026-10-25 at 01:00Z.
final class FreezeWindowTest {
    private static Optional<Instant> until(String cron, String duration, String now) {
        var window =
                new FreezeWindow(
                        Cron.parse(cron), Duration.parse(duration), ZoneId.of("Europe/Berlin"));
        return window.frozenUntil(Instant.parse(now));
    }

    @ParameterizedTest(name = "{0} for {1} at {2}")
    @CsvSource({
        // before it, at its first moment, in its last second, at its end
        "0 22 * * *, PT8H, 2026-01-10T20:59:59Z, ",
        "0 22 * * *, PT8H, 2026-01-10T21:00:00Z, 2026-01-11T05:00:00Z",
        "0 22 * * *, PT8H, 2026-01-11T04:59:59Z, 2026-01-11T05:00:00Z",
        "0 22 * * *, PT8H, 2026-01-11T05:00:00Z, ",
        // by the wall clock in summer
        "0 22 * * *, PT8H, 2026-07-10T20:00:00Z, 2026-07-11T04:00:00Z",
        "0 22 * * *, PT8H, 2026-07-10T19:59:59Z, ",
        // over both changes it lasts as long as ever
        "0 22 * * *, PT8H, 2026-03-28T23:00:00Z, 2026-03-29T05:00:00Z",
        "0 22 * * *, PT8H, 2026-10-24T23:00:00Z, 2026-10-25T04:00:00Z",
        // a beginning that is left out comes an hour later, one that comes twice counts once
        "30 2 * * *, PT30M, 2026-03-29T01:29:59Z, ",
        "30 2 * * *, PT30M, 2026-03-29T01:30:00Z, 2026-03-29T02:00:00Z",
        "30 2 * * *, PT30M, 2026-10-25T00:30:00Z, 2026-10-25T01:00:00Z",
        "30 2 * * *, PT30M, 2026-10-25T01:30:00Z, ",
        // over a weekend: Friday 16:00 to Monday 08:00
        "0 16 * * FRI, PT64H, 2026-01-09T15:00:00Z, 2026-01-12T07:00:00Z",
        "0 16 * * 5, PT64H, 2026-01-12T06:59:59Z, 2026-01-12T07:00:00Z",
        "0 16 * * 5, PT64H, 2026-01-12T07:00:00Z, ",
        // the newest of those that overlap
        "*/10 * * * *, PT30M, 2026-01-09T15:05:00Z, 2026-01-09T15:30:00Z",
        // Sunday is 7, too; either day will do; months by name
        "0 0 * * 7, PT24H, 2026-01-11T12:00:00Z, 2026-01-11T23:00:00Z",
        "0 0 1 * MON, PT24H, 2026-01-01T12:00:00Z, 2026-01-01T23:00:00Z",
        "0 0 1 * MON, PT24H, 2026-01-05T12:00:00Z, 2026-01-05T23:00:00Z",
        "0 0 1 * MON, PT24H, 2026-01-06T12:00:00Z, ",
        "0 0 24-26 dec *, PT24H, 2026-12-25T12:00:00Z, 2026-12-25T23:00:00Z",
        "0 0 24-26 dec *, PT24H, 2026-11-25T12:00:00Z, ",
        "0 8-16/4 * * *, PT1H, 2026-01-09T11:30:00Z, 2026-01-09T12:00:00Z",
        "0 8-16/4 * * *, PT1H, 2026-01-09T12:30:00Z, ",
    })
    void freezesAsTheCrontabSays(String cron, String duration, String now, Instant until) {
        assertThat(until(cron, duration, now)).isEqualTo(Optional.ofNullable(until));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "* * * * XYZ",
                "5-1 * * * *",
                "*/0 * * * *",
                "1,, * * * *",
                "1, * * * *",
                ",1 * * * *",
                "! * * * *",
                "*1 * * * *",
                "-1 * * * *",
                "1-2-3 * * * *",
                "* * L * *",
                "* * * * 5#2",
                "99999999999 * * * *",
                "@daily",
            })
    void refusesWhatIsNoCrontab(String cron) {
        assertThatThrownBy(() -> Cron.parse(cron)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhichFieldIsWrong() {
        assertThatThrownBy(() -> Cron.parse("0 25 * * *"))
                .hasMessage("the hour '25' is not of 0 to 23");
    }
}
