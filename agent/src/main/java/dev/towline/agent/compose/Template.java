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
        var end = closingBrace();
        var name = name();
        if (name.isEmpty() || at > end) {
            throw invalid();
        }
        if (at == end) {
            out.append(valueOr(name));
        } else {
            operator(name, end);
        }
        at = end + 1;
    }

    private void operator(String name, int end) throws Refused {
        var orEmpty = text.charAt(at) == ':';
        var operator = text.charAt(orEmpty ? at + 1 : at);
        var rest = text.substring(orEmpty ? Math.min(at + 2, end) : at + 1, end);
        var value = variables.value(name);
        var there = value != null && !(orEmpty && value.isEmpty());
        switch (operator) {
            case '-' -> out.append(there ? value : nested(rest));
            case '+' -> out.append(there ? nested(rest) : "");
            case '?' -> out.append(there ? value : required(name, rest));
            default -> throw invalid();
        }
    }

    private String required(String name, String reason) throws Refused {
        var told = nested(reason);
        var missing = "the required variable " + name + " is not set";
        throw new Refused(told.isEmpty() ? missing : missing + ": " + told);
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

    private int closingBrace() throws Refused {
        var open = 1;
        for (var i = at; i < text.length(); i++) {
            var sign = text.charAt(i);
            open += sign == '{' ? 1 : sign == '}' ? -1 : 0;
            if (open == 0) {
                return i;
            }
        }
        throw invalid();
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
