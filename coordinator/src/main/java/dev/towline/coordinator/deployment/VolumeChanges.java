package dev.towline.coordinator.deployment;

import dev.towline.coordinator.http.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks what an order gives up. Whether it names anything is the agent's to say: only there is it
/// known what a service has mounted.
final class VolumeChanges {
    private static final String FIELD = "acceptVolumeChange";
    private static final int MOST = 50;
    private static final int LONGEST = 300;
    private static final String NAME = "[a-zA-Z0-9][a-zA-Z0-9_.-]*";

    /// `service:/target`, `project:name`, or a volume's name.
    private static final Pattern FORM =
            Pattern.compile(NAME + "(:/[^\\p{Cntrl}]*|:[a-z0-9][a-z0-9_-]*)?");

    private VolumeChanges() {}

    /// @throws Refusal 422 where there are too many, or one has another form
    static List<String> checked(@Nullable List<@Nullable String> values) {
        if (values == null) {
            return List.of();
        }
        if (values.size() > MOST) {
            throw Refusal.unusable(
                    FIELD, FIELD + " has " + values.size() + " values", MOST + " at most");
        }
        var all = new ArrayList<String>();
        for (var i = 0; i < values.size(); i++) {
            all.add(checked(FIELD + "[" + i + "]", values.get(i)));
        }
        return List.copyOf(all);
    }

    private static String checked(String field, @Nullable String value) {
        var limit =
                "service:/target, a volume's name, or project:name, of "
                        + LONGEST
                        + " characters at most";
        if (value == null || value.length() > LONGEST || !FORM.matcher(value).matches()) {
            throw Refusal.unusable(field, "not the name of a mount or a volume", limit);
        }
        return value;
    }
}
