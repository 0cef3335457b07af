package dev.towline.agent.compose;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The variables for interpolation: the request's own over those of the env files. `PWD` is given,
/// as Compose gives it.
final class ProjectVariables {
    private static final Pattern YES = Pattern.compile("1|t|T|TRUE|true|True");

    private ProjectVariables() {}

    /// Reads the env files; a missing `.env` is fine, a missing file that was named is not.
    ///
    /// @throws ComposeException where an env file is missing or breaks its grammar
    static Map<String, String> of(ComposeRequest request, ReleaseFiles files)
            throws ComposeException {
        var given = new LinkedHashMap<String, String>();
        given.put("PWD", request.projectFolder().toString());
        given.putAll(request.variables());
        var fromFiles = new LinkedHashMap<String, String>();
        for (var file : envFiles(request)) {
            var text = files.local(file);
            if (text != null) {
                var shown = files.shown(file.toString());
                DotEnv.read(shown, text, fromFiles, Lookup.in(given));
            } else if (!request.envFiles().isEmpty()) {
                throw new ComposeException("there is no env file " + file);
            }
        }
        fromFiles.putAll(given);
        return fromFiles;
    }

    private static List<Path> envFiles(ComposeRequest request) {
        if (!request.envFiles().isEmpty()) {
            return request.envFiles();
        }
        var off = request.variables().getOrDefault("COMPOSE_DISABLE_ENV_FILE", "");
        return YES.matcher(off).matches() ? List.of() : List.of(Path.of(".env"));
    }
}
