package dev.towline.agent.compose;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The Compose files of one load, each read once, and only so many of them.
final class Sources {
    private static final int MOST_FILES = 100;
    private static final Pattern REMOTE =
            Pattern.compile("(https?|git|ssh|oci)://.*|git@.*|github\\.com/.*");

    private final ReleaseFiles files;
    private final Map<String, List<Document>> documents = new HashMap<>();
    private final Budget budget;

    Sources(ReleaseFiles files, Budget budget) {
        this.files = files;
        this.budget = budget;
    }

    /// The documents of a file, each time that one is to be read.
    ///
    /// @param path absolute, in the project folder even where the file is read from a release
    /// @throws ComposeException where there is no such file, or it cannot be used
    List<Document> of(String path) throws ComposeException {
        var known = documents.get(path);
        var all = known != null ? known : read(path);
        for (var document : all) {
            budget.spend(document.tree());
        }
        return all;
    }

    /// The path that a Compose file names.
    ///
    /// @throws ComposeException where it is not on this machine
    static String local(Scope scope, Tree at, String path) throws ComposeException {
        if (REMOTE.matcher(path).matches()) {
            throw new ComposeException(
                    at.place() + ": " + path + " is remote: only local files are supported");
        }
        return scope.path(path);
    }

    private List<Document> read(String path) throws ComposeException {
        if (documents.size() >= MOST_FILES) {
            throw new ComposeException("there are more than " + MOST_FILES + " Compose files");
        }
        var text = files.composeFile(path);
        if (text == null) {
            throw new ComposeException("there is no Compose file " + files.shown(path));
        }
        var all = YamlReader.documents(files.shown(path), text);
        documents.put(path, all);
        return all;
    }
}
