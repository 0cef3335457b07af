package dev.towline.agent.signature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The options of a line of an allowed-signers file, as ssh-keygen(1) has them.
///
/// @param values by name in small letters; all of them were quoted
/// @param zone of times that do not say theirs
record SignerOptions(Map<String, String> values, ZoneId zone) {
    static final SignerOptions NONE = new SignerOptions(Map.of(), ZoneOffset.UTC);

    private static final String NAMESPACES = "namespaces";
    private static final String AFTER = "valid-after";
    private static final String BEFORE = "valid-before";
    private static final Pattern OPTION =
            Pattern.compile(
                    "(?<name>[A-Za-z0-9-]+)(=\"(?<value>[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\")?(?:,(?=.)|$)");
    private static final Pattern TIME =
            Pattern.compile("(?<date>[0-9]{8})(?<time>[0-9]{4}([0-9]{2})?)?(?<utc>Z|UTC)?");
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    SignerOptions {
        values = Map.copyOf(values);
    }

    static SignerOptions parse(String text, ZoneId zone) throws MalformedException {
        var values = new HashMap<String, String>();
        var option = OPTION.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!option.find(at) || option.start() != at) {
                throw new MalformedException("its options end at \"" + text.substring(at) + "\"");
            }
            var name = option.group("name").toLowerCase(Locale.ROOT);
            if (values.put(name, value(name, option.group("value"))) != null) {
                throw new MalformedException("it has two options " + name);
            }
            at = option.end();
        }
        return new SignerOptions(values, zone);
    }

    private static String value(String name, @Nullable String quoted) throws MalformedException {
        return switch (name) {
            case NAMESPACES, AFTER, BEFORE -> {
                if (quoted == null) {
                    throw new MalformedException(name + " must have a value in quotes");
                }
                yield quoted.replace("\\\"", "\"");
            }
            case "cert-authority" ->
                    throw new MalformedException(
                            "cert-authority is not supported: list the signers' own keys");
            default -> throw new MalformedException("\"" + name + "\" is no option");
        };
    }

    @Nullable Patterns namespaces() {
        var list = values.get(NAMESPACES);
        return list == null ? null : new Patterns(list);
    }

    @Nullable Instant after() throws MalformedException {
        return time(AFTER);
    }

    @Nullable Instant before() throws MalformedException {
        return time(BEFORE);
    }

    private @Nullable Instant time(String name) throws MalformedException {
        var text = values.get(name);
        if (text == null) {
            return null;
        }
        var parts = TIME.matcher(text);
        try {
            if (!parts.matches()) {
                throw new DateTimeException("not of that form");
            }
            @Nullable String time = parts.group("time");
            var digits = parts.group("date") + (time == null ? "" : time) + "000000";
            return LocalDateTime.parse(digits.substring(0, 14), FORM)
                    .atZone(parts.group("utc") == null ? zone : ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeException _) {
            throw new MalformedException(
                    name + " must be a time as 20261231, 202612312359 or 20261231235959Z");
        }
    }
}
