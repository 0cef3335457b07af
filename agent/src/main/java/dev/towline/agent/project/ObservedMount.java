package dev.towline.agent.project;

import java.util.regex.Pattern;

/// What a container has mounted where.
///
/// @param type bind, volume, tmpfs, …
/// @param source the host path of a bind, the name of a volume
public record ObservedMount(String type, String source, String target, boolean readOnly) {
    private static final Pattern ANONYMOUS = Pattern.compile("[0-9a-f]{64}");

    public boolean volume() {
        return type.equals("volume");
    }

    /// A volume that the engine named: 64 hex digits.
    public boolean anonymousVolume() {
        return volume() && ANONYMOUS.matcher(source).matches();
    }
}
