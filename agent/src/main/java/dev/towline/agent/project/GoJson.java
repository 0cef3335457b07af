package dev.towline.agent.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Writes the canonical form exactly as Go's `json.Marshal` writes Compose's model: compact, fields
/// in the order of their structs, maps sorted by the bytes of their keys, `<`, `>` and `&` escaped.
final class GoJson {
    private final StringBuilder out = new StringBuilder();

    private GoJson() {}

    static String of(JsonNode node, String struct) {
        var json = new GoJson();
        json.write(node, struct);
        return json.out.toString();
    }

    private void write(JsonNode node, String struct) {
        if (node.isObject()) {
            object(node, struct);
        } else if (node.isArray()) {
            array(node, struct);
        } else if (node.isTextual()) {
            text(node.textValue());
        } else if (node.isNumber() && !node.isIntegralNumber()) {
            out.append(decimal(node.decimalValue()));
        } else {
            out.append(node.asText());
        }
    }

    private void object(JsonNode object, String struct) {
        var map = struct.startsWith("*");
        var fields = GoStructs.fields(struct);
        var first = true;
        out.append('{');
        for (var key : map ? sorted(object) : ordered(object, List.copyOf(fields.keySet()))) {
            out.append(first ? "" : ",");
            text(key);
            out.append(':');
            write(object.path(key), map ? struct.substring(1) : fields.getOrDefault(key, "*"));
            first = false;
        }
        out.append('}');
    }

    private void array(JsonNode array, String struct) {
        var first = true;
        out.append('[');
        for (var item : array) {
            out.append(first ? "" : ",");
            write(item, struct);
            first = false;
        }
        out.append(']');
    }

    // What a later Compose has added comes last: no hash of this version knows it anyway.
    private static List<String> ordered(JsonNode object, List<String> fields) {
        var keys = new ArrayList<String>();
        object.fieldNames().forEachRemaining(keys::add);
        keys.sort(
                Comparator.comparingInt((String it) -> place(it, fields))
                        .thenComparing(Comparator.naturalOrder()));
        return keys;
    }

    private static int place(String key, List<String> fields) {
        var place = fields.indexOf(key);
        return place < 0 ? fields.size() : place;
    }

    private static List<String> sorted(JsonNode object) {
        var keys = new ArrayList<String>();
        object.fieldNames().forEachRemaining(keys::add);
        keys.sort((one, other) -> Arrays.compareUnsigned(bytes(one), bytes(other)));
        return keys;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void text(String text) {
        out.append('"');
        for (var i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        out.append('"');
    }

    private void character(char character) {
        switch (character) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '<', '>', '&', '\u2028', '\u2029' -> escape(character);
            default -> {
                if (character < ' ') {
                    escape(character);
                } else {
                    out.append(character);
                }
            }
        }
    }

    private void escape(char character) {
        out.append("\\u%04x".formatted((int) character));
    }

    // Go changes to the exponent form below a millionth and from 1e21 on.
    private static String decimal(BigDecimal number) {
        var magnitude = number.abs();
        var plain =
                magnitude.signum() == 0
                        || (magnitude.compareTo(new BigDecimal("1e-6")) >= 0
                                && magnitude.compareTo(new BigDecimal("1e21")) < 0);
        return plain
                ? number.stripTrailingZeros().toPlainString()
                : exponent(number.stripTrailingZeros());
    }

    private static String exponent(BigDecimal number) {
        var digits = number.unscaledValue().abs().toString();
        var exponent = digits.length() - 1 - number.scale();
        var fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return (number.signum() < 0 ? "-" : "")
                + digits.charAt(0)
                + fraction
                + (exponent < 0 ? "e-" : "e+")
                + Math.abs(exponent);
    }
}
