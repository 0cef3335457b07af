package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// Writes at length what the next document's merge or its `!reset` must find at length. All other
/// short forms merge as they are.
final class LongForms {
    private static final List<String> RESOURCES =
            List.of("volumes", "networks", "secrets", "configs");

    private LongForms() {}

    static Tree.Mapping of(Tree.Mapping document) {
        var at = new LinkedHashMap<>(document.entries());
        at.computeIfPresent("services", (_, it) -> each(it, LongForms::service));
        for (var section : RESOURCES) {
            at.computeIfPresent(section, (_, it) -> each(it, LongForms::resource));
        }
        return new Tree.Mapping(document.place(), at);
    }

    private static Tree each(Tree section, UnaryOperator<Tree> form) {
        if (!(section instanceof Tree.Mapping mapping)) {
            return section;
        }
        var all = new LinkedHashMap<String, Tree>();
        mapping.entries().forEach((key, it) -> all.put(key, form.apply(it)));
        return new Tree.Mapping(section.place(), all);
    }

    private static Tree service(Tree service) {
        if (!(service instanceof Tree.Mapping mapping)) {
            return service;
        }
        var entries = new LinkedHashMap<>(mapping.entries());
        entries.computeIfPresent("build", (_, it) -> MergeRules.context(it));
        entries.computeIfPresent("depends_on", (_, it) -> MergeRules.dependencies(it));
        entries.computeIfPresent("networks", (_, it) -> MergeRules.keyed(it));
        entries.computeIfPresent("models", (_, it) -> MergeRules.keyed(it));
        entries.computeIfPresent("gpus", (_, it) -> gpus(it));
        return new Tree.Mapping(service.place(), entries);
    }

    private static Tree gpus(Tree gpus) {
        if (!(gpus instanceof Tree.Scalar all) || !all.value().asText().equals("all")) {
            return gpus;
        }
        return new Tree.Sequence(
                gpus.place(), List.of(new Tree.Mapping(gpus.place(), Map.of("count", gpus))));
    }

    private static Tree resource(Tree resource) {
        if (!(resource instanceof Tree.Mapping mapping)
                || !(mapping.entries().get("external") instanceof Tree.Mapping external)) {
            return resource;
        }
        var yes = new Tree.Scalar(external.place(), BooleanNode.TRUE);
        var name = external.entries().get("name");
        var own = mapping.entries().get("name");
        var marked = with(mapping, "external", yes);
        if (name == null) {
            return marked;
        }
        // Two names: left as it is, for the attribute's own check to refuse.
        if (own != null && !Objects.equals(MergeRules.value(own), MergeRules.value(name))) {
            return resource;
        }
        return with(marked, "name", name);
    }

    private static Tree.Mapping with(Tree.Mapping mapping, String key, Tree value) {
        var entries = new LinkedHashMap<>(mapping.entries());
        entries.put(key, value);
        return new Tree.Mapping(mapping.place(), entries);
    }
}
