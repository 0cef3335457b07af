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
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");

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

    /// A text, a number or a boolean, as text.
    static @Nullable JsonNode anyText(Field field) {
        var text = field.anyText();
        return text == null ? null : TextNode.valueOf(text);
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
        return between(0, Integer.MAX_VALUE, field);
    }

    /// A whole number within bounds.
    static Reader between(long least, long greatest) {
        return field -> between(least, greatest, field);
    }

    private static @Nullable JsonNode between(long least, long greatest, Field field) {
        var number = whole(field);
        if (number == null || (number >= least && number <= greatest)) {
            return number == null ? null : node(number);
        }
        field.wrong(
                least == 0
                        ? "must be a whole number, 0 or more"
                        : "must be a whole number between " + least + " and " + greatest);
        return null;
    }

    /// A whole number; a fraction is cut off.
    static @Nullable JsonNode integer(Field field) {
        return between(Long.MIN_VALUE, Long.MAX_VALUE, field);
    }

    // The same as the JSON reader would make, so that what is read again is equal.
    private static JsonNode node(long number) {
        return number == (int) number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
    }

    private static @Nullable Long whole(Field field) {
        var value = field.scalar();
        if (value != null && value.isNumber() && Math.abs(value.doubleValue()) < Long.MAX_VALUE) {
            return value.longValue();
        }
        if (value != null && value.isTextual() && WHOLE.matcher(value.asText()).matches()) {
            return Long.parseLong(value.asText());
        }
        field.wrong("must be a whole number");
        return null;
    }

    /// A number of single precision, as Compose keeps it; without a fraction it is written without
    /// one.
    static @Nullable JsonNode decimal(Field field) {
        var value = field.scalar();
        try {
            var number = Float.parseFloat(value == null ? "" : GoText.of(value));
            if (Math.abs(number) < Integer.MAX_VALUE) {
                return number == Math.rint(number)
                        ? node((long) number)
                        : DoubleNode.valueOf(Double.parseDouble(Float.toString(number)));
            }
        } catch (NumberFormatException _) {
            // Told below, as a number that is too great is.
        }
        field.wrong("must be a number");
        return null;
    }

    static @Nullable JsonNode duration(Field field) {
        var value = field.scalar();
        var text = value == null || !value.isTextual() ? "" : value.asText();
        return parsed(field, () -> Durations.text(Durations.parse(text)));
    }

    /// A size; the canonical form is a text of digits.
    static @Nullable JsonNode bytes(Field field) {
        var value = field.scalar();
        if (value != null && value.isIntegralNumber() && value.canConvertToLong()) {
            return TextNode.valueOf(value.asText());
        }
        if (value != null && value.isDouble()) {
            field.worthKnowing("has no effect: Compose takes a number with a point for no size");
            return TextNode.valueOf("0");
        }
        var text = value == null ? "" : value.asText();
        return parsed(field, () -> Long.toString(ByteSizes.parse(text)));
    }

    /// A size that is left out where it is 0.
    static @Nullable JsonNode someBytes(Field field) {
        var bytes = bytes(field);
        return bytes == null || bytes.asText().equals("0") ? null : bytes;
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
