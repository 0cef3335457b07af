package dev.towline.agent.policy;

import java.util.regex.Pattern;

/// Something that a stack asks for and this VM does not give.
///
/// @param where service and attribute, as `services.api.privileged`
/// @param why what it would mean
/// @param remedy what to write in the policy
record Objection(String where, String why, String remedy) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./=-]*");

    /// With what is missing in a list under `allow`.
    Objection(String where, String why, String key, String value) {
        this(where, why, "allow: {%s: [%s]}".formatted(key, quoted(value)));
    }

    String text() {
        return "%s: %s; the VM's policy.yml would allow it with `%s`".formatted(where, why, remedy);
    }

    static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : "\"" + value.replace("\"", "\\\"") + "\"";
    }
}
