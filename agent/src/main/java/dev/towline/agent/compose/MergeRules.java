package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The attributes that Compose merges in a way of their own.
final class MergeRules {
    /// Makes one value of two.
    @FunctionalInterface
    interface Rule {
        Tree merge(Tree base, Tree over, TreePath path) throws ComposeException;
    }

    /// The rules, by their places.
    static final PathRules<Rule> ALL =
            PathRules.<Rule>none()
                    .with(
                            (_, over, _) -> over,
                            "services.*.command",
                            "services.*.entrypoint",
                            "services.*.healthcheck.test",
                            "services.*.ulimits.*")
                    .with(
                            (base, over, _) -> lines(base, over),
                            "networks.*.labels",
                            "volumes.*.labels",
                            "services.*.annotations",
                            "services.*.build.args",
                            "services.*.build.additional_contexts",
                            "services.*.build.labels",
                            "services.*.deploy.labels",
                            "services.*.dns",
                            "services.*.dns_opt",
                            "services.*.dns_search",
                            "services.*.env_file",
                            "services.*.label_file",
                            "services.*.environment",
                            "services.*.labels",
                            "services.*.sysctls",
                            "services.*.tmpfs")
                    .with(
                            (base, over, _) -> hosts(base, over),
                            "services.*.extra_hosts",
                            "services.*.build.extra_hosts")
                    .with(MergeRules::ports, "services.*.ports")
                    .with(MergeRules::build, "services.*.build")
                    .with(MergeRules::dependencies, "services.*.depends_on")
                    .with(MergeRules::keyed, "services.*.networks", "services.*.models")
                    .with(MergeRules::logging, "services.*.logging")
                    .with(AddressPools::merge, "networks.*.ipam.config");

    private MergeRules() {}

    private static Tree lines(Tree base, Tree over) {
        return Merge.appended(lines(base), lines(over));
    }

    // What the base has, word for word, is not said again.
    private static Tree hosts(Tree base, Tree over) {
        var former = lines(base);
        var known = former.items().stream().map(MergeRules::value).toList();
        var more = lines(over).items().stream().filter(it -> !known.contains(value(it))).toList();
        return Merge.appended(former, new Tree.Sequence(over.place(), more));
    }

    /// A mapping as a sorted list of `KEY=VALUE`, a text as a list of one, a list as it is.
    private static Tree.Sequence lines(Tree tree) {
        return switch (tree) {
            case Tree.Sequence sequence -> sequence;
            case Tree.Mapping mapping -> lines(mapping);
            case Tree.Scalar scalar ->
                    new Tree.Sequence(
                            scalar.place(),
                            scalar.value().isTextual() ? List.of(scalar) : List.of());
        };
    }

    private static Tree.Sequence lines(Tree.Mapping mapping) {
        var lines = new ArrayList<Tree.Scalar>();
        mapping.entries()
                .forEach((key, it) -> {
                    switch (it) {
                        case Tree.Scalar scalar -> lines.add(line(key, scalar));
                        case Tree.Sequence values ->
                                values.items().stream()
                                        .filter(Tree.Scalar.class::isInstance)
                                        .forEach(
                                                value -> lines.add(line(key, (Tree.Scalar) value)));
                        // Kept so that the attribute's own check finds and refuses it.
                        case Tree.Mapping _ -> lines.add(scalar(it, NullNode.instance));
                    }
                });
        lines.sort(Comparator.comparing(it -> it.value().asText()));
        return new Tree.Sequence(mapping.place(), List.copyOf(lines));
    }

    private static Tree.Scalar line(String key, Tree.Scalar value) {
        var text = value.value().isNull() ? key : key + "=" + GoText.of(value.value());
        return scalar(value, TextNode.valueOf(text));
    }

    // The override's own may be short: `Unicity` compares twice, as it is written and at length.
    private static Tree ports(Tree base, Tree over, TreePath path) throws ComposeException {
        return base instanceof Tree.Sequence ports
                ? Merge.byDefault(PortRanges.expanded(ports), over, path)
                : Merge.byDefault(base, over, path);
    }

    private static Tree build(Tree base, Tree over, TreePath path) throws ComposeException {
        return Merge.byDefault(context(base), context(over), path);
    }

    /// A build that is a context alone, at length.
    static Tree context(Tree build) {
        return build instanceof Tree.Scalar text && text.value().isTextual()
                ? new Tree.Mapping(build.place(), Map.of("context", build))
                : build;
    }

    private static Tree dependencies(Tree base, Tree over, TreePath path) throws ComposeException {
        return Merge.byDefault(dependencies(base), dependencies(over), path);
    }

    /// A list of services as a mapping with the default conditions.
    static Tree dependencies(Tree tree) {
        return mapping(tree, MergeRules::dependency);
    }

    private static Tree dependency(Tree name) {
        var entries = new LinkedHashMap<String, Tree>();
        entries.put("condition", scalar(name, TextNode.valueOf("service_started")));
        entries.put("required", scalar(name, BooleanNode.TRUE));
        return new Tree.Mapping(name.place(), entries);
    }

    private static Tree keyed(Tree base, Tree over, TreePath path) throws ComposeException {
        return Merge.byDefault(keyed(base), keyed(over), path);
    }

    /// A list of names as a mapping with nothing under each.
    static Tree keyed(Tree tree) {
        return mapping(tree, MergeRules::nothing);
    }

    private static Tree nothing(Tree name) {
        return scalar(name, NullNode.instance);
    }

    /// A list of names as a mapping of them; one that breaks a rule stays, to be refused.
    private static Tree mapping(Tree tree, UnaryOperator<Tree> value) {
        if (!(tree instanceof Tree.Sequence sequence)) {
            return tree;
        }
        var entries = new LinkedHashMap<String, Tree>();
        for (var item : sequence.items()) {
            if (!(item instanceof Tree.Scalar name) || !name.value().isTextual()) {
                return tree;
            }
            if (entries.put(name.value().asText(), value.apply(name)) != null) {
                return tree;
            }
        }
        return new Tree.Mapping(tree.place(), entries);
    }

    // Options mean something to one driver only.
    private static Tree logging(Tree base, Tree over, TreePath path) throws ComposeException {
        if (!(base instanceof Tree.Mapping former) || !(over instanceof Tree.Mapping other)) {
            return Merge.byDefault(base, over, path);
        }
        var one = former.entries().get("driver");
        var two = other.entries().get("driver");
        return one == null || two == null || Objects.equals(value(one), value(two))
                ? Merge.mappings(former, other, path)
                : over;
    }

    static @Nullable JsonNode value(Tree tree) {
        return tree instanceof Tree.Scalar scalar ? scalar.value() : null;
    }

    private static Tree.Scalar scalar(Tree at, JsonNode value) {
        return new Tree.Scalar(at.place(), value);
    }
}
