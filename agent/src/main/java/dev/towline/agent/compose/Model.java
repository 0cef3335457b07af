package dev.towline.agent.compose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes one tree of all documents of some Compose files, in the order in which Compose works: each
/// document is interpolated and cast, its `extends` resolved; its `!reset` marks are applied to
/// what was merged so far; its includes are loaded; then it is merged.
final class Model {
    private static final Tree.Mapping NOTHING = new Tree.Mapping(new Place("", 0), Map.of());

    private final Sources sources;
    private final ReleaseFiles files;
    private final Problems problems;
    private final Budget budget;

    Model(ReleaseFiles files, Problems problems) {
        this.budget = new Budget();
        this.sources = new Sources(files, budget);
        this.files = files;
        this.problems = problems;
    }

    Sources sources() {
        return sources;
    }

    Problems problems() {
        return problems;
    }

    Budget budget() {
        return budget;
    }

    ReleaseFiles files() {
        return files;
    }

    /// The files as one document.
    ///
    /// @throws ComposeException where one breaks a rule that the others cannot be read without
    Tree.Mapping load(List<String> paths, Scope scope) throws ComposeException {
        var merged = NOTHING;
        for (var path : paths) {
            var extending = new Extends(this, scope, path);
            var including = new Include(this, scope.in(path));
            for (var document : sources.of(path)) {
                var filled = extending.resolve(filled(document, scope), document.resets());
                merged = (Tree.Mapping) document.resets().applyTo(merged);
                merged = merged(merged, including.resolve(filled));
                // Each time: what a later document takes away must have been right too.
                ComposeSchema.check(new Field("", merged, problems));
                merged = LongForms.of(merged);
            }
        }
        return merged;
    }

    /// A file that others extend: its own `extends` and `include` are not looked at.
    Base base(String path, Scope scope) throws ComposeException {
        var merged = NOTHING;
        var resets = Resets.NONE;
        for (var document : sources.of(path)) {
            resets = document.resets();
            merged = (Tree.Mapping) resets.applyTo(merged);
            merged = LongForms.of(merged(merged, filled(document, scope)));
        }
        return new Base(path, services(PathBase.resolve(merged, UnixPath.parent(path))), resets);
    }

    /// Services that others can extend.
    ///
    /// @param file where they are, absolute
    /// @param resets the marks of the document that they are in
    record Base(String file, @Nullable Map<String, Tree> services, Resets resets) {}

    static @Nullable Map<String, Tree> services(Tree.Mapping document) throws ComposeException {
        var services = document.entries().get("services");
        if (services == null) {
            return null;
        }
        if (services instanceof Tree.Mapping mapping) {
            return new LinkedHashMap<>(mapping.entries());
        }
        throw new ComposeException(services.place() + ": services: must be a mapping");
    }

    /// Compose ignores such keys without a word.
    void warnOfOthers(Tree.Mapping mapping, Set<String> known, TreePath path) {
        mapping.entries()
                .forEach((key, it) -> {
                    if (!known.contains(key)) {
                        problems.warning(it.place(), path.key(key).text(), "has no effect");
                    }
                });
    }

    private Tree.Mapping filled(Document document, Scope scope) throws ComposeException {
        if (!(document.tree() instanceof Tree.Mapping tree)) {
            throw new ComposeException(document.tree().place() + ": must be a mapping");
        }
        document.tags()
                .forEach(it ->
                        problems.warning(
                                it.place(), "", "the tag " + it.name() + " has no effect"));
        var interpolation = new Interpolation(Lookup.in(scope.variables()), budget, problems);
        var filled = interpolation.of(tree, TreePath.ROOT);
        problems.check();
        return (Tree.Mapping) new Casts(problems).of(filled, TreePath.ROOT);
    }

    private static Tree.Mapping merged(Tree.Mapping base, Tree.Mapping over)
            throws ComposeException {
        return Unicity.of(Merge.documents(base, over));
    }
}
