package dev.towline.agent.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.regex.Pattern;

/// One text for the value of an attribute, the same whether it comes from the canonical form or
/// from the engine; empty for what means nothing.
public final class AttributeText {
    // The engine's ways to say nothing; as texts they may well mean something, as the user `0`
    // does.
    private static final Pattern NOTHING = Pattern.compile("|0|-1|false|null");

    private AttributeText() {}

    /// Lists and maps lose their order: the engine does not keep it.
    public static String of(JsonNode value) {
        if (value.isArray()) {
            var items = new ArrayList<String>();
            value.forEach(it -> items.add(item(it)));
            Collections.sort(items);
            return String.join(" ", items);
        }
        if (value.isObject()) {
            var items = new ArrayList<String>();
            value.properties().forEach(it -> items.add(it.getKey() + "=" + it.getValue().asText()));
            Collections.sort(items);
            return String.join(" ", items);
        }
        var text = value.asText("");
        return !value.isTextual() && NOTHING.matcher(text).matches() ? "" : text;
    }

    /// As Go prints a duration: `1h0m0s`, `1m30s`, `500ms`.
    public static String of(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.isZero() ? "0s" : duration.toMillis() + "ms";
        }
        var hours = duration.toHours();
        var minutes = duration.toMinutesPart();
        var millis = duration.toMillisPart();
        var fraction = millis == 0 ? "" : ("." + "%03d".formatted(millis)).replaceAll("0+$", "");
        return (hours == 0 ? "" : hours + "h")
                + (hours == 0 && minutes == 0 ? "" : minutes + "m")
                + duration.toSecondsPart()
                + fraction
                + "s";
    }

    // Compose sends capabilities with the prefix, people write them without.
    private static String item(JsonNode item) {
        var text = item.asText();
        return text.startsWith("CAP_") ? text.substring("CAP_".length()) : text;
    }
}
