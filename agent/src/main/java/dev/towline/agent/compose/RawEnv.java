package dev.towline.agent.compose;

import java.util.Map;

/// The grammar of an env file with `format: raw`: `KEY=VALUE` as it stands, without quotes,
/// variables or comments behind a value.
final class RawEnv {
    private RawEnv() {}

    /// Adds the variables of a file to the values; a key alone takes the lookup's value.
    ///
    /// @throws ComposeException naming the line that has no key
    static void read(String file, String text, Map<String, String> values, Lookup lookup)
            throws ComposeException {
        var number = 0;
        for (var line : text.lines().toList()) {
            number++;
            var statement = line.stripLeading();
            if (!statement.isEmpty() && !statement.startsWith("#")) {
                statement(new Place(file, number), statement, values, lookup);
            }
        }
    }

    private static void statement(
            Place place, String statement, Map<String, String> values, Lookup lookup)
            throws ComposeException {
        var equals = statement.indexOf('=');
        var key = equals < 0 ? statement : statement.substring(0, equals);
        if (key.isEmpty() || key.chars().anyMatch(Character::isWhitespace)) {
            throw new ComposeException(place + ": a key has no spaces and is not empty");
        }
        var value = equals < 0 ? lookup.value(key) : statement.substring(equals + 1);
        if (value != null) {
            values.put(key, value);
        }
    }
}
