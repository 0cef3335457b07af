package dev.towline.agent.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Resolves `include` in one document: other projects, each with a folder and an env file of its
/// own, whose services and resources become this one's.
///
/// What both define is refused unless it is the same: as in Compose, only a later file of the
/// project can override what was included.
final class Include {
    private static final List<String> SECTIONS =
            List.of("services", "volumes", "networks", "secrets", "configs", "models");
    private static final TreePath INCLUDE = TreePath.ROOT.key("include");
    private static final Set<String> KEYS = Set.of("path", "project_directory", "env_file");

    private final Model model;
    private final Scope scope;

    /// @param scope seen from the file that the document is in
    Include(Model model, Scope scope) {
        this.model = model;
        this.scope = scope;
    }

    /// The same document with what it includes.
    ///
    /// @throws ComposeException where an include is missing, goes in a circle, or both define a
    ///   thing
    Tree.Mapping resolve(Tree.Mapping document) throws ComposeException {
        var includes = document.entries().get("include");
        if (includes == null) {
            return document;
        }
        var entries = new LinkedHashMap<>(document.entries());
        entries.remove("include");
        if (!Merge.isNull(includes)) {
            var index = 0;
            for (var item : list(includes)) {
                add(imported(item, INCLUDE.item(index++)), document, entries);
            }
        }
        return new Tree.Mapping(document.place(), entries);
    }

    private Tree.Mapping imported(Tree item, TreePath path) throws ComposeException {
        var options = options(item, path);
        var paths = texts(options.entries().get("path"), path.key("path"));
        if (paths.isEmpty()) {
            throw wrong(item, path, "has no path");
        }
        var files = new ArrayList<String>();
        var at = new Field(path.text(), item, model.problems());
        for (var file : paths) {
            files.add(model.sources().named(file, scope, at));
        }
        if (scope.including().contains(files.getFirst())) {
            throw wrong(item, path, "goes in a circle: " + circle(files.getFirst()));
        }
        var folders = texts(options.entries().get("project_directory"), path);
        var folder =
                folders.isEmpty() || folders.getFirst().isEmpty()
                        ? UnixPath.parent(files.getFirst())
                        : scope.path(folders.getFirst());
        var envFiles = texts(options.entries().get("env_file"), path.key("env_file"));
        var inner = new Scope(folder, variables(item, folder, envFiles), scope.including());
        var loaded = BareVariables.filled(model.load(files, inner), inner.variables());
        return PathBase.resolve(loaded, pathBase(folder, at));
    }

    // Compose takes a folder that is not there for the name of a file.
    private String pathBase(String folder, Field at) throws ComposeException {
        if (model.files().isFolder(folder)) {
            return folder;
        }
        var above = UnixPath.parent(folder);
        at.worthKnowing(
                "%s is not a folder; paths are taken from %s, as Docker Compose does"
                        .formatted(model.files().shown(folder), above));
        return above;
    }

    private Tree.Mapping options(Tree item, TreePath path) {
        if (item instanceof Tree.Mapping mapping) {
            model.warnOfOthers(mapping, KEYS, path);
            return mapping;
        }
        return new Tree.Mapping(item.place(), Map.of("path", item));
    }

    // The including project's variables win over those of the included one's env files.
    private Map<String, String> variables(Tree item, String folder, List<String> named)
            throws ComposeException {
        var fromFiles = new TreeMap<String, String>();
        for (var envFile : named.isEmpty() ? List.of(folder + "/.env") : named) {
            var path = scope.path(envFile);
            var text = model.files().trackedOrLocal(path);
            if (text != null) {
                DotEnv.read(
                        model.files().shown(path), text, fromFiles, Lookup.in(scope.variables()));
            } else if (!named.isEmpty()) {
                throw new ComposeException(
                        item.place() + ": there is no env file " + model.files().shown(path));
            }
        }
        fromFiles.putAll(scope.variables());
        return fromFiles;
    }

    private static void add(Tree.Mapping imported, Tree.Mapping document, Map<String, Tree> entries)
            throws ComposeException {
        for (var section : SECTIONS) {
            var from = imported.entries().get(section);
            if (from instanceof Tree.Mapping parts) {
                var to = entries.getOrDefault(section, new Tree.Mapping(from.place(), Map.of()));
                var own = document.entries().get(section);
                entries.put(section, both(TreePath.ROOT.key(section), parts, to, own));
            }
        }
    }

    /// @param own what the document itself has there
    private static Tree both(TreePath path, Tree.Mapping from, Tree to, @Nullable Tree own)
            throws ComposeException {
        if (!(to instanceof Tree.Mapping former)) {
            throw wrong(to, path, "must be a mapping");
        }
        var all = new LinkedHashMap<>(former.entries());
        for (var entry : from.entries().entrySet()) {
            var key = entry.getKey();
            var other = all.putIfAbsent(key, entry.getValue());
            var isOwn = own instanceof Tree.Mapping mine && mine.entries().containsKey(key);
            if (other != null && !SameValues.asImported(other, entry.getValue(), isOwn)) {
                throw wrong(
                        other,
                        path.key(key),
                        "is also in the included " + entry.getValue().place());
            }
        }
        return new Tree.Mapping(former.place(), all);
    }

    private static List<Tree> list(Tree includes) throws ComposeException {
        if (includes instanceof Tree.Sequence sequence) {
            return sequence.items();
        }
        throw wrong(includes, INCLUDE, "must be a list");
    }

    private static List<String> texts(@Nullable Tree tree, TreePath path) throws ComposeException {
        if (tree == null || Merge.isNull(tree)) {
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (var item : tree instanceof Tree.Sequence list ? list.items() : List.of(tree)) {
            var value = MergeRules.value(item);
            if (value == null || !value.isTextual()) {
                throw wrong(item, path, "must be a text");
            }
            texts.add(value.asText());
        }
        return texts;
    }

    private String circle(String file) {
        var all = new ArrayList<>(scope.including());
        all.add(file);
        return String.join(" -> ", all.stream().map(model.files()::shown).toList());
    }

    private static ComposeException wrong(Tree at, TreePath path, String what) {
        return new ComposeException(at.place() + ": " + path.text() + ": " + what);
    }
}
