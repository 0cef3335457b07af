package dev.towline.agent.compose;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The variables for interpolation: the request's own over those of the env files.
final class ProjectVariables {
    private ProjectVariables() {}

    /// Reads the env files; a missing `.env` is fine, a missing file that was named is not.
    ///
    /// @throws ComposeException where an env file is missing or breaks its grammar
    static Map<String, String> of(ComposeRequest request, ReleaseFiles files)
            throws ComposeException {
        var fromFiles = new LinkedHashMap<String, String>();
        var named = !request.envFiles().isEmpty();
        for (var file : named ? request.envFiles() : List.of(Path.of(".env"))) {
            var text = files.local(file);
            if (text != null) {
                DotEnv.read(file.toString(), text, fromFiles, Lookup.in(request.variables()));
            } else if (named) {
                throw new ComposeException("there is no env file " + file);
            }
        }
        fromFiles.putAll(request.variables());
        return fromFiles;
    }
}
