package dev.towline.agent.compose;

import java.util.ArrayList;
import java.util.List;

/// Splits a command line as Compose does: quotes and backslashes, no variables.
///
/// Compose drops what follows an unquoted `|`, `;`, `&`, `<` or `>` without a word; that is refused
/// here, since a command that is cut off is never what was meant.
final class ShellWords {
    private enum Quote {
        NONE,
        SINGLE,
        DOUBLE,
        BACK,
        DOLLAR
    }

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private Quote quote = Quote.NONE;
    private boolean started;
    private boolean escaped;

    private ShellWords() {}

    /// The words of a line.
    ///
    /// @throws IllegalArgumentException with a text that tells what is wrong
    static List<String> split(String line) {
        var split = new ShellWords();
        for (var i = 0; i < line.length(); i++) {
            split.take(line.charAt(i));
        }
        if (split.quote != Quote.NONE || split.escaped) {
            throw new IllegalArgumentException("has a quote or a backslash without its end");
        }
        split.endWord();
        return List.copyOf(split.words);
    }

    private void take(char sign) {
        if (escaped) {
            add(sign);
            escaped = false;
        } else if (sign == '\\' && quote != Quote.SINGLE) {
            escaped = true;
        } else if (quote == Quote.NONE) {
            unquoted(sign);
        } else {
            quoted(sign);
        }
    }

    private void unquoted(char sign) {
        switch (sign) {
            case ' ', '\t', '\r', '\n' -> endWord();
            case '"' -> open(Quote.DOUBLE);
            case '\'' -> open(Quote.SINGLE);
            case '`' -> {
                open(Quote.BACK);
                add(sign);
            }
            case '(' -> parenthesis();
            case '|', ';', '&', '<', '>', ')' ->
                    throw new IllegalArgumentException(
                            "has an unquoted "
                                    + sign
                                    + ", but no shell runs it: write"
                                    + " [sh, -c, \"…\"], or quote it");
            default -> add(sign);
        }
    }

    private void parenthesis() {
        if (word.isEmpty() || word.charAt(word.length() - 1) != '$') {
            throw new IllegalArgumentException("has an unquoted (");
        }
        open(Quote.DOLLAR);
        add('(');
    }

    private void quoted(char sign) {
        var ends =
                switch (quote) {
                    case SINGLE -> sign == '\'';
                    case DOUBLE -> sign == '"';
                    case BACK -> sign == '`';
                    case DOLLAR -> sign == ')';
                    case NONE -> false;
                };
        if (!ends) {
            add(sign);
            return;
        }
        if (quote == Quote.BACK || quote == Quote.DOLLAR) {
            add(sign);
        }
        quote = Quote.NONE;
    }

    private void open(Quote kind) {
        quote = kind;
        started = true;
    }

    private void add(char sign) {
        word.append(sign);
        started = true;
    }

    private void endWord() {
        if (started) {
            words.add(word.toString());
            word.setLength(0);
            started = false;
        }
    }
}
