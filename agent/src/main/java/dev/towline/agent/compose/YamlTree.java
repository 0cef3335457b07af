package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// The parser's nodes to a tree: aliases and merge keys resolved, duplicate keys refused.
///
/// Go's YAML reader, which Compose uses, bounds the nodes it visits; so do we, since a few aliases
/// of aliases can stand for billions of nodes.
final class YamlTree {
    private static final int DEEPEST = 50;
    private static final int MOST_NODES = 100_000;

    private final String file;
    private int nodes;
    private int depth;

    YamlTree(String file) {
        this.file = file;
    }

    Tree of(Node node) throws ComposeException {
        if (++nodes > MOST_NODES) {
            throw wrong(node, "the file stands for more than " + MOST_NODES + " values");
        }
        if (++depth > DEEPEST) {
            throw wrong(node, "it is nested more than " + DEEPEST + " levels deep");
        }
        var tree =
                switch (node) {
                    case ScalarNode scalar -> scalar(scalar);
                    case SequenceNode sequence -> sequence(sequence);
                    case MappingNode mapping -> mapping(mapping);
                    case AnchorNode anchor -> of(anchor.getRealNode());
                    default -> throw wrong(node, "an unknown kind of value");
                };
        depth--;
        return tree;
    }

    private Tree sequence(SequenceNode node) throws ComposeException {
        expectTag(node, Tag.SEQ);
        var items = new ArrayList<Tree>();
        for (var item : node.getValue()) {
            items.add(of(item));
        }
        return new Tree.Sequence(place(node), items);
    }

    private Tree.Mapping mapping(MappingNode node) throws ComposeException {
        expectTag(node, Tag.MAP);
        var own = new LinkedHashMap<String, Tree>();
        var merged = new LinkedHashMap<String, Tree>();
        for (var entry : node.getValue()) {
            if (entry.getKeyNode().getTag().equals(YamlScalars.MERGE)) {
                merge(entry.getValueNode(), merged);
            } else {
                add(entry, own);
            }
        }
        merged.forEach(own::putIfAbsent);
        return new Tree.Mapping(place(node), own);
    }

    private void add(NodeTuple entry, Map<String, Tree> own) throws ComposeException {
        var key = key(entry.getKeyNode());
        var place = place(entry.getKeyNode());
        var former = own.put(key, of(entry.getValueNode()).at(place));
        if (former != null) {
            throw wrong(
                    entry.getKeyNode(),
                    "the key " + key + " is already in line " + former.place().line());
        }
    }

    private String key(Node node) throws ComposeException {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
            return scalar.getValue();
        }
        if (node instanceof AnchorNode anchor) {
            return key(anchor.getRealNode());
        }
        throw wrong(node, "a key must be a text: quote it");
    }

    // In a list of merges the earlier mapping wins.
    private void merge(Node node, Map<String, Tree> merged) throws ComposeException {
        switch (of(node)) {
            case Tree.Mapping mapping -> mapping.entries().forEach(merged::putIfAbsent);
            case Tree.Sequence sequence -> mergeAll(node, sequence.items(), merged);
            case Tree.Scalar _ -> throw wrong(node, "only mappings can be merged with <<");
        }
    }

    private void mergeAll(Node node, List<Tree> items, Map<String, Tree> merged)
            throws ComposeException {
        for (var item : items) {
            if (!(item instanceof Tree.Mapping mapping)) {
                throw wrong(node, "only mappings can be merged with <<");
            }
            mapping.entries().forEach(merged::putIfAbsent);
        }
    }

    private Tree scalar(ScalarNode node) throws ComposeException {
        return new Tree.Scalar(place(node), value(node));
    }

    private JsonNode value(ScalarNode node) throws ComposeException {
        var tag = node.getTag();
        if (tag.equals(YamlScalars.TIMESTAMP)) {
            throw wrong(node, node.getValue() + " is read as a date: quote it");
        }
        if (!tag.getValue().startsWith(Tag.PREFIX)) {
            throw wrong(node, "the tag " + tag.getValue() + " is not supported yet");
        }
        try {
            return YamlScalars.value(tag, node.getValue());
        } catch (NumberFormatException e) {
            throw wrong(node, node.getValue() + " is not a number");
        }
    }

    private void expectTag(Node node, Tag tag) throws ComposeException {
        if (!node.getTag().equals(tag)) {
            throw wrong(node, "the tag " + node.getTag().getValue() + " is not supported yet");
        }
    }

    private Place place(Node node) {
        return new Place(file, node.getStartMark().map(it -> it.getLine() + 1).orElse(1));
    }

    private ComposeException wrong(Node node, String what) {
        return new ComposeException(place(node) + ": " + what);
    }
}
