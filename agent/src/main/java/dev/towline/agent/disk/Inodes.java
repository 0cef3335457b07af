package dev.towline.agent.disk;

import dev.towline.disk.Program;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what `stat -f` says of a file system's inodes. Pure.
final class Inodes {
    private static final Pattern FREE_OF_ALL = Pattern.compile("(\\d{1,18}) (\\d{1,18})");

    private Inodes() {}

    /// Empty where a file system makes inodes as it needs them: it says that it has none at all.
    static Optional<Long> free(Program.End end) {
        var numbers = FREE_OF_ALL.matcher(end.output());
        return end.exitCode() == 0 && numbers.matches() && Long.parseLong(numbers.group(2)) > 0
                ? Optional.of(Long.parseLong(numbers.group(1)))
                : Optional.empty();
    }
}
