package dev.towline.agent.compose;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The grammar of `.env` and `env_file`: `KEY=value`, quotes, comments and variables.
///
/// A value may use the variables of the lookup and those of earlier lines; the lookup wins.
final class DotEnv {
    private static final Pattern KEY =
            Pattern.compile("[ \\t]*(?:export[ \\t]+)?([\\p{L}\\p{N}_.\\-\\[\\]]+)[ \\t]*([=:]?)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([abcfnrtv$\"\\\\]|0[0-7]{0,3})");

    private static final int GREATEST_BYTE = 255;

    private final String file;
    private final String text;
    private final Map<String, String> values;
    private final Lookup lookup;
    private int at;

    private DotEnv(String file, String text, Map<String, String> values, Lookup lookup) {
        this.file = file;
        this.text = text;
        this.values = values;
        this.lookup = lookup;
    }

    /// Adds the variables of a file to the values.
    ///
    /// @throws ComposeException naming the line where the grammar is broken
    static void read(String file, String text, Map<String, String> values, Lookup lookup)
            throws ComposeException {
        var unix = text.replace("\r\n", "\n");
        var bom = unix.startsWith("\uFEFF") ? 1 : 0;
        new DotEnv(file, unix.substring(bom), values, lookup).all();
    }

    private void all() throws ComposeException {
        while (skipToStatement()) {
            statement();
        }
    }

    private boolean skipToStatement() {
        while (at < text.length()) {
            if (text.charAt(at) == '#') {
                at = endOfLine();
            } else if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    private void statement() throws ComposeException {
        var key = KEY.matcher(text).region(at, endOfLine());
        if (!key.lookingAt()) {
            throw wrong("expected KEY=VALUE");
        }
        var name = key.group(1);
        if (!key.group(2).isEmpty()) {
            at = key.end();
            values.put(name, value());
            return;
        }
        if (key.end() != endOfLine()) {
            throw wrong("expected = after the key " + name);
        }
        at = endOfLine();
        var inherited = lookup.value(name);
        if (inherited != null) {
            values.put(name, inherited);
        }
    }

    private String value() throws ComposeException {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        var first = at < text.length() ? text.charAt(at) : '\n';
        if (first == '"' || first == '\'') {
            var inner = quoted(first);
            return first == '"' ? expanded(unescaped(inner)) : inner;
        }
        var line = text.substring(at, endOfLine());
        var comment = line.indexOf(" #");
        var value = expanded((comment < 0 ? line : line.substring(0, comment)).stripTrailing());
        at = endOfLine();
        return value;
    }

    // Between the quotes; only the quote itself can be escaped here.
    private String quoted(char quote) throws ComposeException {
        var inner = new StringBuilder();
        for (var i = at + 1; i < text.length(); i++) {
            var sign = text.charAt(i);
            if (sign == quote) {
                at = i + 1;
                return inner.toString();
            }
            if (sign == '\\' && i + 1 < text.length()) {
                i++;
                inner.append(text.charAt(i) == quote ? "" : "\\");
            }
            inner.append(text.charAt(i));
        }
        throw wrong("the quote " + quote + " has no end");
    }

    private static String unescaped(String inner) {
        return ESCAPE.matcher(inner)
                .replaceAll(it -> Matcher.quoteReplacement(escape(it.group(1))));
    }

    private static String escape(String sign) {
        return switch (sign.charAt(0)) {
            case 'a' -> "\u0007";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'v' -> "\u000B";
            case '$' -> "$$";
            case '0' -> octal(sign);
            case 'c' -> "\\c";
            default -> sign;
        };
    }

    // Go wants three digits, and no more than a byte.
    private static String octal(String sign) {
        var digits = sign.substring(1);
        var code = digits.length() == 3 ? Integer.parseInt(digits, 8) : GREATEST_BYTE + 1;
        return code > GREATEST_BYTE ? "\\" + digits : Character.toString(code);
    }

    private String expanded(String value) throws ComposeException {
        try {
            return Template.fill(value, lookup.or(values::get), _ -> {});
        } catch (Template.Refused e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private int endOfLine() {
        var end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private ComposeException wrong(String what) {
        var line = 1 + (int) text.substring(0, at).chars().filter(it -> it == '\n').count();
        return new ComposeException(file + ":" + line + ": " + what);
    }
}
