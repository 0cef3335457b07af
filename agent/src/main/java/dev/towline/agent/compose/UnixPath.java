package dev.towline.agent.compose;

import java.util.ArrayDeque;
import java.util.regex.Pattern;

/// Paths as texts. Not `java.nio.file.Path`, which refuses what the process's locale cannot say.
final class UnixPath {
    private static final Pattern SLASHES = Pattern.compile("/+");

    private UnixPath() {}

    /// The path from a folder, without `.`, `..` and superfluous slashes.
    static String resolve(String folder, String path) {
        return clean(path.startsWith("/") ? path : folder + "/" + path);
    }

    /// The folder that an absolute path is in.
    static String parent(String path) {
        var slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /// An absolute path without `.`, `..` and superfluous slashes; a relative one stays so.
    static String clean(String path) {
        var parts = new ArrayDeque<String>();
        SLASHES.splitAsStream(path)
                .forEach(it -> {
                    if (it.equals("..")) {
                        parts.pollLast();
                    } else if (!it.isEmpty() && !it.equals(".")) {
                        parts.addLast(it);
                    }
                });
        return (path.startsWith("/") ? "/" : "") + String.join("/", parts);
    }
}
