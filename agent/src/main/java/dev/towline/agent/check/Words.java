package dev.towline.agent.check;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// Text from the stack, made fit to be shown: it may hold anything, also a terminal's commands.
final class Words {
    private static final int LONGEST_TAIL = 4096;
    private static final int LONGEST_VALUE = 120;
    private static final Pattern TERMINAL_COMMANDS =
            Pattern.compile(
                    "\\x1B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\x07\\x1B]*(?:\\x07|\\x1B\\\\)?|[@-Z\\\\^_])");
    // Also the signs that turn the direction of writing, which can hide words.
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069&&[^\\n\\t]]");

    private Words() {}

    /// The last 4,096 characters, without control characters.
    static String tail(String output) {
        // Cut before and after: the patterns shall not run over megabytes.
        var plain = plain(last(output, 4 * LONGEST_TAIL)).strip();
        return plain.length() <= LONGEST_TAIL ? plain : "…" + last(plain, LONGEST_TAIL);
    }

    /// One short line.
    static String value(String text) {
        var line = plain(text).replace('\n', ' ').replace('\t', ' ').strip();
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "…";
    }

    static String command(String service, List<String> command) {
        return service + ": " + value(String.join(" ", command));
    }

    /// As `1m 30s`, `2.5s` or `250ms`.
    static String duration(Duration time) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            return time.toMillis() + "ms";
        }
        if (time.compareTo(Duration.ofMinutes(1)) < 0) {
            var tenths = time.toMillisPart() / 100;
            return time.toSeconds() + (tenths == 0 ? "s" : "." + tenths + "s");
        }
        var seconds = time.toSecondsPart();
        return time.toMinutes() + (seconds == 0 ? "m" : "m " + seconds + "s");
    }

    private static String plain(String text) {
        var withoutCommands = TERMINAL_COMMANDS.matcher(text).replaceAll("");
        return INVISIBLE.matcher(withoutCommands).replaceAll("");
    }

    private static String last(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        var start = text.length() - length;
        return text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
    }
}
