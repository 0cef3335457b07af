package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/// What a plain scalar means to Compose: YAML 1.2 as go-yaml reads it. `yes` and `22:22` are texts,
/// `0777` is octal, `1_000` is a number.
final class YamlScalars implements Schema {
    /// Not the parser's own tag: its merging has no limits.
    static final Tag MERGE = new Tag("tag:yaml.org,2002:merged-here");

    static final Tag TIMESTAMP = new Tag("tag:yaml.org,2002:timestamp");

    private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern BOOL = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INT =
            Pattern.compile("[-+]?(0[bB][01_]+|0[oO]?[0-7_]+|0[xX][0-9a-fA-F_]+|0|[1-9][0-9_]*)");
    private static final Pattern FLOAT =
            Pattern.compile(
                    "[-+]?(\\.[0-9]+|[0-9][0-9_]*(\\.[0-9_]*)?)([eE][-+]?[0-9]+)?"
                            + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Pattern DATE =
            Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ][0-9:.]+.*)?");

    @Override
    public ScalarResolver getScalarResolver() {
        return (text, plain) -> plain ? tag(text) : Tag.STR;
    }

    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
        return Map.of();
    }

    private static Tag tag(String text) {
        if (text.equals("<<")) {
            return MERGE;
        }
        if (NULL.matcher(text).matches()) {
            return Tag.NULL;
        }
        if (BOOL.matcher(text).matches()) {
            return Tag.BOOL;
        }
        return number(text);
    }

    private static Tag number(String text) {
        if (INT.matcher(text).matches()) {
            return Tag.INT;
        }
        if (FLOAT.matcher(text).matches()) {
            return Tag.FLOAT;
        }
        return DATE.matcher(text).matches() ? TIMESTAMP : Tag.STR;
    }

    /// The value of a scalar with this tag.
    ///
    /// @throws NumberFormatException where the text does not fit an explicit tag
    static JsonNode value(Tag tag, String text) {
        if (tag.equals(Tag.NULL)) {
            return NullNode.instance;
        }
        if (tag.equals(Tag.BOOL)) {
            return BooleanNode.valueOf(text.equalsIgnoreCase("true"));
        }
        if (tag.equals(Tag.INT)) {
            return integer(text.replace("_", "").toLowerCase(Locale.ROOT));
        }
        return tag.equals(Tag.FLOAT) ? decimal(text.replace("_", "")) : TextNode.valueOf(text);
    }

    // What does not fit 64 bits becomes a float, as in Go.
    private static JsonNode integer(String text) {
        var negative = text.startsWith("-");
        var digits = negative || text.startsWith("+") ? text.substring(1) : text;
        var number = magnitude(digits);
        var signed = negative ? number.negate() : number;
        if (signed.bitLength() < Long.SIZE) {
            return LongNode.valueOf(signed.longValue());
        }
        return signed.signum() > 0 && signed.bitLength() == Long.SIZE
                ? BigIntegerNode.valueOf(signed)
                : DoubleNode.valueOf(signed.doubleValue());
    }

    private static BigInteger magnitude(String digits) {
        if (digits.startsWith("0x")) {
            return new BigInteger(digits.substring(2), 16);
        }
        if (digits.startsWith("0b")) {
            return new BigInteger(digits.substring(2), 2);
        }
        if (digits.startsWith("0o")) {
            return new BigInteger(digits.substring(2), 8);
        }
        return new BigInteger(digits, digits.startsWith("0") ? 8 : 10);
    }

    private static JsonNode decimal(String text) {
        var unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        if (unsigned.equalsIgnoreCase(".nan")) {
            return DoubleNode.valueOf(Double.NaN);
        }
        if (unsigned.equalsIgnoreCase(".inf")) {
            var infinite = Double.POSITIVE_INFINITY;
            return DoubleNode.valueOf(text.startsWith("-") ? -infinite : infinite);
        }
        // Too great for a number: Go leaves it a text.
        var number = Double.parseDouble(text);
        return Double.isInfinite(number) ? TextNode.valueOf(text) : DoubleNode.valueOf(number);
    }
}
