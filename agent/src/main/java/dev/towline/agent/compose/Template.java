package dev.towline.agent.compose;

import java.util.function.Consumer;

/// Compose's `$` grammar: `$$`, `$NAME`, `${NAME}` and the operators `:-`, `-`, `:?`, `?`, `:+`,
/// `+`, whose right side may nest. A lonely `$`, and one before a digit, stands for itself.
final class Template {
    // Deeper than anyone writes, and far from the end of the stack.
    private static final int DEEPEST = 30;

    /// A text that breaks the grammar, or a required variable without a value.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private final String text;
    private final Lookup variables;
    private final Consumer<String> onUnset;
    private final int depth;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private Template(String text, Lookup variables, Consumer<String> onUnset, int depth) {
        this.text = text;
        this.variables = variables;
        this.onUnset = onUnset;
        this.depth = depth;
    }

    /// The text with every variable replaced; the names of unset ones without a default are told.
    static String fill(String text, Lookup variables, Consumer<String> onUnset) throws Refused {
        return text.indexOf('$') < 0 ? text : new Template(text, variables, onUnset, 0).fill();
    }

    private String fill() throws Refused {
        if (depth > DEEPEST) {
            throw new Refused("variables are nested more than " + DEEPEST + " levels deep");
        }
        while (at < text.length()) {
            var dollar = text.indexOf('$', at);
            if (dollar < 0) {
                break;
            }
            out.append(text, at, dollar);
            at = dollar + 1;
            afterDollar();
        }
        return out.append(text, at, text.length()).toString();
    }

    private void afterDollar() throws Refused {
        if (peek() == '$') {
            out.append('$');
            at++;
        } else if (peek() == '{') {
            at++;
            braced();
        } else if (startsName(peek())) {
            out.append(valueOr(name()));
        } else {
            out.append('$');
        }
    }

    private void braced() throws Refused {
        var open = at;
        var name = name();
        if (name.isEmpty()) {
            throw invalid();
        }
        if (peek() == '}') {
            out.append(valueOr(name));
            at++;
            return;
        }
        var end = closingBrace(open);
        if (at >= end) {
            throw invalid();
        }
        operator(name, end);
        at = end + 1;
    }

    // The right side is filled in also where it is not needed: what is wrong in it is told.
    private void operator(String name, int end) throws Refused {
        var orEmpty = text.charAt(at) == ':';
        var operator = text.charAt(orEmpty ? at + 1 : at);
        if ("-+?".indexOf(operator) < 0) {
            throw invalid();
        }
        var rest = nested(text.substring(orEmpty ? Math.min(at + 2, end) : at + 1, end));
        var value = variables.value(name);
        var there = value != null && !(orEmpty && value.isEmpty());
        out.append(
                switch (operator) {
                    case '-' -> there ? value : rest;
                    case '+' -> there ? rest : "";
                    default -> there ? value : required(name, rest);
                });
    }

    private static String required(String name, String reason) throws Refused {
        var missing = "the required variable " + name + " is not set";
        throw new Refused(reason.isEmpty() ? missing : missing + ": " + reason);
    }

    private String nested(String inner) throws Refused {
        return new Template(inner, variables, onUnset, depth + 1).fill();
    }

    private String valueOr(String name) {
        var value = variables.value(name);
        if (value == null) {
            onUnset.accept(name);
            return "";
        }
        return value;
    }

    // As Compose counts, which takes what follows an opening brace for a part of a name; where the
    // count does not come out, the last brace of the line closes.
    private int closingBrace(int open) throws Refused {
        var newline = text.indexOf('\n', open);
        var last = text.lastIndexOf('}', newline < 0 ? text.length() : newline);
        var count = 1;
        for (var i = open + 1; i <= last; i++) {
            if (text.charAt(i) == '}' && --count == 0) {
                return i;
            }
            if (text.charAt(i) == '{') {
                count++;
                i++;
            }
        }
        if (last < open) {
            throw invalid();
        }
        return last;
    }

    private String name() {
        var start = at;
        while (startsName(peek()) || (at > start && peek() >= '0' && peek() <= '9')) {
            at++;
        }
        return text.substring(start, at);
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private static boolean startsName(char sign) {
        return sign == '_' || (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
    }

    private Refused invalid() {
        return new Refused("\"" + text + "\" is not a valid use of $; write $$ for a dollar sign");
    }
}
