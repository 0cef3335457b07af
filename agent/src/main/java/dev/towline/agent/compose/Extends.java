package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Resolves `extends` in one document: a service becomes what it extends, with itself laid over.
///
/// A service can extend one of the same document, or one of another file. Of another file, which is
/// read as a whole with the variables of this one, relative paths mean its own folder; so do those
/// of a third file that it extends in turn.
final class Extends {
    private static final int LONGEST_CHAIN = 100;
    private static final Set<String> KEYS = Set.of("service", "file");

    private record Reference(String file, String service) {}

    private final Model model;
    private final Scope scope;
    private final String file;
    private final Map<String, Model.Base> bases = new HashMap<>();
    private final Map<Reference, Tree> resolved = new HashMap<>();

    Extends(Model model, Scope scope, String file) {
        this.model = model;
        this.scope = scope;
        this.file = file;
    }

    /// The same document without `extends`.
    ///
    /// @throws ComposeException where a service that is extended is missing, or extends itself
    Tree.Mapping resolve(Tree.Mapping document, Resets resets) throws ComposeException {
        var services = Model.services(document);
        if (services == null) {
            return document;
        }
        resolved.clear();
        var base = new Model.Base(file, services, resets);
        var all = new LinkedHashMap<String, Tree>();
        for (var entry : services.entrySet()) {
            all.put(entry.getKey(), service(base, entry.getKey(), entry.getValue(), List.of()));
        }
        var entries = new LinkedHashMap<>(document.entries());
        var place = document.entries().getOrDefault("services", document).place();
        entries.put("services", new Tree.Mapping(place, all));
        return new Tree.Mapping(document.place(), entries);
    }

    private Tree service(Model.Base in, String name, Tree service, List<Reference> chain)
            throws ComposeException {
        // What is no mapping is refused with all else that the schema refuses.
        if (!(service instanceof Tree.Mapping own)) {
            return service;
        }
        var target = own.entries().get("extends");
        if (target == null) {
            return service;
        }
        var self = new Reference(in.file(), name);
        var known = resolved.get(self);
        if (known == null) {
            known = extended(in, self, own, chain);
            resolved.put(self, known);
        }
        return known;
    }

    private Tree extended(Model.Base in, Reference self, Tree.Mapping own, List<Reference> chain)
            throws ComposeException {
        var path = TreePath.ROOT.key("services").key(self.service());
        var link = own.entries().getOrDefault("extends", own);
        if (chain.contains(self) || chain.size() >= LONGEST_CHAIN) {
            throw wrong(link, path.key("extends"), cycle(chain, self));
        }
        var longer = new ArrayList<>(chain);
        longer.add(self);
        var base = base(in, link, path.key("extends"));
        var target = name(link);
        var found = base.services() == null ? null : base.services().get(target);
        if (found == null) {
            var where =
                    base.file().equals(in.file()) ? "" : " in " + model.files().shown(base.file());
            throw wrong(link, path.key("extends"), "there is no service " + target + where);
        }
        var extended = service(base, target, found, longer);
        model.budget().spend(extended);
        var without = new LinkedHashMap<>(own.entries());
        without.remove("extends");
        var rest = new Tree.Mapping(own.place(), without);
        var marks = in.resets().under("services").under(self.service());
        return Merge.isNull(extended) ? rest : Merge.service(marks.applyTo(extended), rest, path);
    }

    private Model.Base base(Model.Base in, Tree link, TreePath path) throws ComposeException {
        var name = link instanceof Tree.Mapping mapping ? mapping.entries().get("service") : link;
        if (name == null || text(name) == null) {
            throw wrong(link, path, "must name a service");
        }
        var other = link instanceof Tree.Mapping mapping ? mapping.entries().get("file") : null;
        if (link instanceof Tree.Mapping mapping) {
            model.warnOfOthers(mapping, KEYS, path);
        }
        if (other == null || Merge.isNull(other)) {
            return in;
        }
        var named = text(other);
        if (named == null) {
            throw wrong(other, path.key("file"), "must be a text");
        }
        var at = new Field(path.key("file").text(), other, model.problems());
        var absolute = model.sources().named(named, scope, at);
        var known = bases.get(absolute);
        if (known == null) {
            known = model.base(absolute, scope);
            bases.put(absolute, known);
        }
        return known;
    }

    private static String name(Tree link) {
        var name =
                link instanceof Tree.Mapping mapping
                        ? mapping.entries().getOrDefault("service", link)
                        : link;
        return String.valueOf(text(name));
    }

    private static @Nullable String text(Tree tree) {
        JsonNode value = MergeRules.value(tree);
        return value == null ? null : value.textValue();
    }

    private String cycle(List<Reference> chain, Reference self) {
        var all = new ArrayList<>(chain);
        all.add(self);
        return "goes in a circle, or through more than "
                + LONGEST_CHAIN
                + " services: "
                + String.join(
                        " -> ",
                        all.stream()
                                .limit(10)
                                .map(it -> it.service() + " in " + model.files().shown(it.file()))
                                .toList());
    }

    private static ComposeException wrong(Tree at, TreePath path, String what) {
        return new ComposeException(at.place() + ": " + path.text() + ": " + what);
    }
}
