package dev.towline.agent.compose;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a project is called: as told, else by `COMPOSE_PROJECT_NAME`, else by the file's `name`,
/// else by its folder.
final class ProjectName {
    private static final Pattern FORBIDDEN = Pattern.compile("[^a-z0-9_-]");
    private static final Pattern LEADING = Pattern.compile("^[_-]+");

    private ProjectName() {}

    /// The name.
    ///
    /// @throws ComposeException where it is told but not a valid name, or nothing is left of it
    static String of(@Nullable String told, @Nullable String inFile, Path folder)
            throws ComposeException {
        if (told != null && !told.isEmpty()) {
            return checked(told);
        }
        if (inFile != null && !inFile.isEmpty()) {
            return notEmpty(normalised(inFile), inFile);
        }
        var base = folder.getFileName() == null ? "" : folder.getFileName().toString();
        return notEmpty(normalised(base), base);
    }

    private static String checked(String told) throws ComposeException {
        if (!normalised(told).equals(told)) {
            throw new ComposeException(
                    "the project name "
                            + told
                            + " must have only lower-case letters, digits, _ and -, and begin with"
                            + " a letter or digit");
        }
        return told;
    }

    private static String normalised(String name) {
        var allowed = FORBIDDEN.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
        return LEADING.matcher(allowed).replaceAll("");
    }

    private static String notEmpty(String name, String source) throws ComposeException {
        if (name.isEmpty()) {
            throw new ComposeException(
                    "no project name can be made of \"" + source + "\": set compose.project");
        }
        return name;
    }
}
