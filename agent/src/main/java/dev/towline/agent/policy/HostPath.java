package dev.towline.agent.policy;

import java.util.ArrayDeque;
import java.util.regex.Pattern;

/// Absolute paths of the host as texts: which lies in which. Nothing is looked at on a disk.
final class HostPath {
    private static final Pattern SLASHES = Pattern.compile("/+");

    private static final String VAR_RUN = "/var/run";

    private HostPath() {}

    /// Without `.`, `..` and double slashes; what is relative is taken from the root, as the engine
    /// does. `/var/run` is `/run` (FHS 3.0, 5.13).
    static String clean(String path) {
        var names = new ArrayDeque<String>();
        for (var name : SLASHES.splitAsStream(path).toList()) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        var clean = "/" + String.join("/", names);
        return within(clean, VAR_RUN) ? clean.substring("/var".length()) : clean;
    }

    /// Whether it is the folder or lies below it; both clean.
    static boolean within(String path, String folder) {
        return folder.equals("/") || path.equals(folder) || path.startsWith(folder + "/");
    }

    /// Whether one lies in the other.
    static boolean overlap(String one, String other) {
        return within(one, other) || within(other, one);
    }

    static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
