package dev.towline.coordinator.policy;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The five fields of a crontab's line: minute, hour, day of the month, month, day of the week.
///
/// Numbers, names (`MON`, `JAN`), `*`, ranges, steps and lists, as crontab(5) has them: where both
/// days are restricted, either is enough; Sunday is 0 and 7. Its own parser, for the known
/// libraries bring an expression language or a logger along, which a pure package must not have.
public final class Cron {
    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");
    private static final int LONGEST = 200;
    private static final List<String> MONTHS =
            List.of(
                    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
                    "DEC");
    private static final List<String> DAYS =
            List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    private final String text;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet daysOfMonth;
    private final BitSet months;
    private final BitSet daysOfWeek;
    private final boolean eitherDay;

    private Cron(String text, List<String> fields) {
        this.text = text;
        this.minutes = new CronField("minute", 0, 59, List.of()).parse(fields.get(0));
        this.hours = new CronField("hour", 0, 23, List.of()).parse(fields.get(1));
        this.daysOfMonth = new CronField("day of month", 1, 31, List.of()).parse(fields.get(2));
        this.months = new CronField("month", 1, 12, MONTHS).parse(fields.get(3));
        this.daysOfWeek = new CronField("day of week", 0, 7, DAYS).parse(fields.get(4));
        this.eitherDay = !fields.get(2).startsWith("*") && !fields.get(4).startsWith("*");
    }

    /// Reads a line.
    ///
    /// @throws IllegalArgumentException where it is none, with the field
    public static Cron parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("longer than " + LONGEST + " characters");
        }
        var fields = BLANKS.splitAsStream(text.strip()).toList();
        if (fields.size() != 5) {
            throw new IllegalArgumentException(
                    "five fields are wanted (minute, hour, day of month, month, day of week), not "
                            + fields.size());
        }
        return new Cron(text.strip(), fields);
    }

    /// The times of the day at which it begins, the latest first.
    Stream<LocalTime> latestFirst(LocalDate day) {
        if (!begins(day)) {
            return Stream.empty();
        }
        return descending(hours)
                .flatMap(hour -> descending(minutes).map(minute -> LocalTime.of(hour, minute)));
    }

    private boolean begins(LocalDate day) {
        if (!months.get(day.getMonthValue())) {
            return false;
        }
        var ofMonth = daysOfMonth.get(day.getDayOfMonth());
        var number = day.getDayOfWeek().getValue();
        var ofWeek = daysOfWeek.get(number) || (number == 7 && daysOfWeek.get(0));
        return eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek;
    }

    private static Stream<Integer> descending(BitSet set) {
        return Stream.iterate(
                set.length() - 1, bit -> bit >= 0, bit -> set.previousSetBit(bit - 1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cron cron && cron.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
