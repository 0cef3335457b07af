package dev.towline.agent.beside;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Commands and lists that are written as one text.
final class Words {
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern SPACE = Pattern.compile(" ");

    private Words() {}

    /// A list with commas, as Compose writes them into labels.
    static List<String> list(String text) {
        return COMMA.splitAsStream(text).toList();
    }

    /// A command of words without spaces, and more words that may have some.
    static String[] of(String command, String... more) {
        var all = new ArrayList<>(SPACE.splitAsStream(command).toList());
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
