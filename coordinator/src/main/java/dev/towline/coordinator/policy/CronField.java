package dev.towline.coordinator.policy;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// One field of a crontab's line.
///
/// @param names that stand for the numbers from `least` on
record CronField(String title, int least, int most, List<String> names) {
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern PART =
            Pattern.compile(
                    "(?<all>\\*)?(?:(?<from>\\w{1,3})(?:-(?<to>\\w{1,3}))?)?"
                            + "(?:/(?<step>[0-9]{1,2}))?");

    /// The values that the field allows.
    BitSet parse(String text) {
        var values = new BitSet();
        if (text.endsWith(",")) {
            throw wrong(text);
        }
        COMMA.splitAsStream(text).forEach(part -> add(part, values));
        return values;
    }

    private void add(String text, BitSet values) {
        var part = PART.matcher(text);
        if (!part.matches() || (part.group("all") == null) == (part.group("from") == null)) {
            throw wrong(text);
        }
        var all = part.group("all") != null;
        var from = all ? least : number(part.group("from"));
        var step = part.group("step") == null ? 1 : Integer.parseInt(part.group("step"));
        var open = all || part.group("step") != null;
        var to = part.group("to") != null ? number(part.group("to")) : open ? most : from;
        if (from > to || step == 0) {
            throw wrong(text);
        }
        for (var value = from; value <= to; value += step) {
            values.set(value);
        }
    }

    private int number(String text) {
        var name = names.indexOf(text.toUpperCase(Locale.ROOT));
        if (name >= 0) {
            return least + name;
        }
        if (!text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw wrong(text);
        }
        var number = Integer.parseInt(text);
        if (number < least || number > most) {
            throw wrong(text);
        }
        return number;
    }

    private IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "the " + title + " '" + text + "' is not of " + least + " to " + most);
    }
}
