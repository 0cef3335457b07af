package dev.towline.agent.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The values that a health answer must name.
///
/// A SHA is written in full by one and abbreviated by the other, so two hex texts are the same SHA
/// where the shorter one has seven digits at least and begins the longer one; also behind the
/// `sha-` of an image tag.
final class Expectation {
    private static final Pattern SHA =
            Pattern.compile("(?<tag>sha-)?(?<hex>[0-9a-f]{7,64})", Pattern.CASE_INSENSITIVE);
    private static final Pattern DOT = Pattern.compile("\\.");

    private final Map<String, String> wanted;

    Expectation(Map<String, String> wanted) {
        this.wanted = new TreeMap<>(wanted);
    }

    boolean any() {
        return !wanted.isEmpty();
    }

    /// What differs, in words; empty where everything is as wanted.
    Optional<String> difference(JsonNode answer) {
        var differences =
                wanted.entrySet().stream()
                        .filter(it -> !matches(it.getValue(), valueAt(answer, it.getKey())))
                        .map(it -> describe(it, valueAt(answer, it.getKey())))
                        .collect(Collectors.joining("; "));
        return differences.isEmpty() ? Optional.empty() : Optional.of(differences);
    }

    private static String describe(Map.Entry<String, String> wanted, JsonNode seen) {
        var found = seen.isMissingNode() ? "missing" : Words.value(text(seen));
        return wanted.getKey() + " is " + found + ", wanted " + Words.value(wanted.getValue());
    }

    private static JsonNode valueAt(JsonNode answer, String dottedKey) {
        return DOT.splitAsStream(dottedKey)
                .reduce(
                        answer,
                        (node, key) -> node.isObject() ? node.path(key) : MissingNode.getInstance(),
                        (_, last) -> last);
    }

    private static boolean matches(String wanted, JsonNode seen) {
        if (seen.isMissingNode() || seen.isNull()) {
            return false;
        }
        return text(seen).equals(wanted) || sameSha(wanted, text(seen));
    }

    private static boolean sameSha(String wanted, String seen) {
        var one = SHA.matcher(wanted);
        var other = SHA.matcher(seen);
        if (!one.matches() || !other.matches()) {
            return false;
        }
        var sameForm = (one.group("tag") == null) == (other.group("tag") == null);
        return sameForm && beginsOther(hex(one), hex(other));
    }

    private static boolean beginsOther(String one, String other) {
        return one.startsWith(other) || other.startsWith(one);
    }

    private static String hex(Matcher matcher) {
        return matcher.group("hex").toLowerCase(Locale.ROOT);
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
