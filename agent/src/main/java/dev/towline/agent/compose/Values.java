package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Readers of plain values. Where a text stands for a number or a boolean, as it does after
/// interpolation, it is cast.
final class Values {
    private static final Set<String> YES = Set.of("y", "yes", "on");
    private static final Set<String> NO = Set.of("n", "no", "off");

    private Values() {}

    static @Nullable JsonNode text(Field field) {
        var text = field.text();
        return text == null ? null : TextNode.valueOf(text);
    }

    /// A text that keeps to a pattern; `form` tells a person which.
    static Reader textLike(String pattern, String form) {
        var compiled = Pattern.compile(pattern);
        return field -> {
            var text = field.text();
            if (text != null && !compiled.matcher(text).matches()) {
                field.wrong("must be " + form);
                return null;
            }
            return text == null ? null : TextNode.valueOf(text);
        };
    }

    /// A text, or a number as text.
    static @Nullable JsonNode textOrNumber(Field field) {
        var value = field.scalar();
        if (value == null || !(value.isTextual() || value.isNumber())) {
            field.wrong("must be a text or a number");
            return null;
        }
        return TextNode.valueOf(GoText.of(value));
    }

    /// A text or a number that keeps to a pattern; `form` tells a person which.
    static Reader textOrNumberLike(String pattern, String form) {
        var compiled = Pattern.compile(pattern);
        return field -> {
            var text = textOrNumber(field);
            if (text != null && !compiled.matcher(text.asText()).matches()) {
                field.wrong("must be " + form);
                return null;
            }
            return text;
        };
    }

    static @Nullable JsonNode flag(Field field) {
        var value = field.scalar();
        if (value != null && value.isBoolean()) {
            return value;
        }
        var word = value == null ? "" : value.asText().toLowerCase(Locale.ROOT);
        if (YES.contains(word) || NO.contains(word)) {
            field.worthKnowing(word + " is not a boolean in YAML 1.2; write true or false");
            return BooleanNode.valueOf(YES.contains(word));
        }
        if (!word.equals("true") && !word.equals("false")) {
            field.wrong("must be true or false");
            return null;
        }
        return BooleanNode.valueOf(word.equals("true"));
    }

    /// A whole number between 0 and the greatest int.
    static @Nullable JsonNode count(Field field) {
        var value = field.scalar();
        var text = value == null ? "" : GoText.of(value);
        try {
            var number = Integer.parseInt(text);
            if (number >= 0) {
                return IntNode.valueOf(number);
            }
        } catch (NumberFormatException _) {
            // Told below, as a negative number is.
        }
        field.wrong("must be a whole number, 0 or more");
        return null;
    }

    /// A number of single precision, as Compose keeps it; without a fraction it is written without
    /// one.
    static @Nullable JsonNode decimal(Field field) {
        var value = field.scalar();
        try {
            var number = Float.parseFloat(value == null ? "" : GoText.of(value));
            if (number >= 0 && number < Integer.MAX_VALUE) {
                return number == Math.rint(number)
                        ? LongNode.valueOf((long) number)
                        : DoubleNode.valueOf(Double.parseDouble(Float.toString(number)));
            }
        } catch (NumberFormatException _) {
            // Told below, as a negative number is.
        }
        field.wrong("must be a number, 0 or more");
        return null;
    }

    static @Nullable JsonNode duration(Field field) {
        var value = field.scalar();
        var text = value == null || !value.isTextual() ? "" : value.asText();
        return parsed(field, () -> Durations.text(Durations.parse(text)));
    }

    /// A size; the canonical form is a text of digits, and nothing for 0.
    static @Nullable JsonNode bytes(Field field) {
        var value = field.scalar();
        if (value != null && value.isDouble()) {
            field.wrong("must be a whole number of bytes, or a size like 512m");
            return null;
        }
        var text = textOrNumber(field);
        if (text != null && text.asText().equals("0")) {
            return null;
        }
        return text == null
                ? null
                : parsed(field, () -> Long.toString(ByteSizes.parse(text.asText())));
    }

    /// What a parser makes of the field, its complaint being the field's problem.
    static @Nullable JsonNode parsed(Field field, Parser parser) {
        try {
            return TextNode.valueOf(parser.parse());
        } catch (IllegalArgumentException e) {
            field.wrong(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /// Throws IllegalArgumentException with a text that tells what is wrong.
    @FunctionalInterface
    interface Parser {
        String parse();
    }
}
