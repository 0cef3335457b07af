package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// Gives the keys without a value in the `environment` lists of an included project the values of
/// its own variables, which the including project does not have.
final class BareVariables {
    private BareVariables() {}

    static Tree.Mapping filled(Tree.Mapping document, Map<String, String> variables) {
        if (!(document.entries().get("services") instanceof Tree.Mapping services)) {
            return document;
        }
        var all = new LinkedHashMap<String, Tree>();
        services.entries().forEach((key, it) -> all.put(key, service(it, variables)));
        return with(document, "services", new Tree.Mapping(services.place(), all));
    }

    private static Tree service(Tree service, Map<String, String> variables) {
        if (!(service instanceof Tree.Mapping mapping)
                || !(mapping.entries().get("environment") instanceof Tree.Sequence environment)) {
            return service;
        }
        var lines = new ArrayList<Tree>();
        for (var line : environment.items()) {
            var value = MergeRules.value(line);
            var name = value == null ? "" : value.asText();
            var known = variables.get(name);
            lines.add(
                    known == null
                            ? line
                            : new Tree.Scalar(line.place(), TextNode.valueOf(name + "=" + known)));
        }
        return with(mapping, "environment", new Tree.Sequence(environment.place(), lines));
    }

    private static Tree.Mapping with(Tree.Mapping mapping, String key, Tree value) {
        var entries = new LinkedHashMap<>(mapping.entries());
        entries.put(key, value);
        return new Tree.Mapping(mapping.place(), entries);
    }
}
