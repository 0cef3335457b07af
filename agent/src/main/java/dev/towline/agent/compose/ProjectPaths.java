package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes the paths of a Compose file absolute: they are those of the project folder on the VM.
final class ProjectPaths {
    private static final Pattern REMOTE =
            Pattern.compile("(?s)[a-z0-9+.-]+://.*|git@.*|github\\.com/.*");
    private static final Pattern WINDOWS = Pattern.compile("(?s)\\\\.*|[a-zA-Z]:[\\\\/].*");

    private final String folder;
    private final @Nullable String home;

    /// @param home what `~` stands for; null: nothing. An agent's own home is nobody's
    ProjectPaths(Path folder, @Nullable String home) {
        this.folder = folder.toString();
        this.home = home;
    }

    /// An absolute path on the VM.
    @Nullable JsonNode local(Field field) {
        var path = field.text();
        return path == null ? null : local(field, path);
    }

    /// The same for a text that is a part of the field.
    @Nullable JsonNode local(Field field, String path) {
        if (path.isEmpty() || path.indexOf('\0') >= 0) {
            field.wrong("must be a path");
            return null;
        }
        if (WINDOWS.matcher(path).matches()) {
            field.wrong(path + " is a path of Windows");
        }
        var known = path.startsWith("~") ? inHome(field, path) : path;
        return TextNode.valueOf(known.startsWith("/") ? known : UnixPath.resolve(folder, known));
    }

    private String inHome(Field field, String path) {
        var isOwn = path.equals("~") || path.startsWith("~/");
        if (home == null || !isOwn) {
            field.wrong("whose home is ~? Write the absolute path, or set the variable HOME");
            return path;
        }
        return UnixPath.resolve(home, "." + path.substring(1));
    }

    /// An absolute path, or an address of something that is elsewhere, as it is.
    @Nullable JsonNode localOrRemote(Field field) {
        var text = field.text();
        return text == null || text.isEmpty() || REMOTE.matcher(text).matches()
                ? Reader.nonEmpty(Values::text).read(field)
                : local(field, text);
    }
}
