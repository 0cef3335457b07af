package dev.towline.agent.compose;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
        var all = known(path);
        if (all == null) {
            throw new ComposeException(missing(path));
        }
        for (var document : all) {
            budget.spend(document);
        }
        return all;
    }

    /// The file that a Compose file names, absolute.
    ///
    /// @param at where it is named
    /// @throws ComposeException where it is not on this machine, or there is no such file
    String named(String name, Scope scope, Field at) throws ComposeException {
        if (REMOTE.matcher(name).matches()) {
            throw at.refusal(name + " is remote: only local files are supported");
        }
        var path = scope.path(name);
        if (known(path) == null) {
            throw at.refusal(missing(path));
        }
        return path;
    }

    private @Nullable List<Document> known(String path) throws ComposeException {
        var known = documents.get(path);
        return known != null ? known : read(path);
    }

    private @Nullable List<Document> read(String path) throws ComposeException {
        if (documents.size() >= MOST_FILES) {
            throw new ComposeException("there are more than " + MOST_FILES + " Compose files");
        }
        var text = files.composeFile(path);
        if (text == null) {
            return null;
        }
        var all = YamlReader.documents(files.shown(path), text);
        documents.put(path, all);
        return all;
    }

    private String missing(String path) {
        return "there is no Compose file " + files.shown(path);
    }
}
