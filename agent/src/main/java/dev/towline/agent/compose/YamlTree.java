package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// The parser's nodes to a document: aliases, merge keys, `!reset` and `!override` resolved,
/// duplicate keys refused.
///
/// Go's YAML reader, which Compose uses, bounds the nodes it visits; so do we, since a few aliases
/// of aliases can stand for billions of nodes.
///
/// A `!reset` counts where Compose meets it first: it takes the value out of the anchor there, so
/// that an alias of the anchor neither has the value nor resets anything.
final class YamlTree {
    private static final int DEEPEST = 50;
    private static final int MOST_NODES = 100_000;
    private static final Tag RESET = new Tag("!reset");
    private static final Tag OVERRIDE = new Tag("!override");

    private final String file;
    private final List<TreePath> resets = new ArrayList<>();
    private final List<Document.Tag> tags = new ArrayList<>();
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;
    private int depth;
    private int overrides;

    private YamlTree(String file) {
        this.file = file;
    }

    /// The document that the node is the root of.
    ///
    /// @throws ComposeException where it breaks a rule or a limit
    static Document document(String file, Node root) throws ComposeException {
        var reader = new YamlTree(file);
        if (root.getTag().equals(RESET)) {
            throw reader.wrong(root, "a whole document cannot be reset");
        }
        var tree = reader.of(root, TreePath.ROOT);
        return new Document(tree, Resets.at(reader.resets), reader.tags);
    }

    private Tree of(Node node, TreePath path) throws ComposeException {
        if (++nodes > MOST_NODES) {
            throw wrong(node, "the file stands for more than " + MOST_NODES + " values");
        }
        if (++depth > DEEPEST) {
            throw wrong(node, "it is nested more than " + DEEPEST + " levels deep");
        }
        var override = node.getTag().equals(OVERRIDE);
        if (override && overrides == 0) {
            resets.add(path);
        }
        overrides += override ? 1 : 0;
        var tree = value(node, path);
        overrides -= override ? 1 : 0;
        depth--;
        return tree;
    }

    private Tree value(Node node, TreePath path) throws ComposeException {
        return switch (node) {
            case ScalarNode scalar -> new Tree.Scalar(place(scalar), scalar(scalar));
            case SequenceNode sequence -> sequence(sequence, path);
            case MappingNode mapping -> mapping(mapping, path);
            case AnchorNode anchor -> of(anchor.getRealNode(), path);
            default -> throw wrong(node, "an unknown kind of value");
        };
    }

    private Tree sequence(SequenceNode node, TreePath path) throws ComposeException {
        expectTag(node, Tag.SEQ);
        var first = isFirst(node);
        var items = new ArrayList<Tree>();
        for (var item : node.getValue()) {
            if (!isReset(item, path.item(items.size()), first)) {
                items.add(of(item, path.item(items.size())));
            }
        }
        return new Tree.Sequence(place(node), items);
    }

    private Tree.Mapping mapping(MappingNode node, TreePath path) throws ComposeException {
        expectTag(node, Tag.MAP);
        var first = isFirst(node);
        var own = new LinkedHashMap<String, Tree>();
        var merged = new LinkedHashMap<String, Tree>();
        var lines = new LinkedHashMap<String, Integer>();
        for (var entry : node.getValue()) {
            var isMerge = entry.getKeyNode().getTag().equals(YamlScalars.MERGE);
            var key = isMerge ? "<<" : key(entry.getKeyNode());
            var former = lines.putIfAbsent(key, place(entry.getKeyNode()).line());
            if (former != null) {
                throw wrong(entry.getKeyNode(), "the key " + key + " is already in line " + former);
            }
            if (isMerge) {
                merge(entry.getValueNode(), path, merged);
            } else if (!isReset(entry.getValueNode(), path.key(key), first)) {
                own.put(key, at(entry, path.key(key)));
            }
        }
        merged.forEach(own::putIfAbsent);
        return new Tree.Mapping(place(node), own);
    }

    private Tree at(NodeTuple entry, TreePath path) throws ComposeException {
        return of(entry.getValueNode(), path).at(place(entry.getKeyNode()));
    }

    // Inside an !override Compose does not look for the tag.
    private boolean isFirst(CollectionNode<?> node) {
        return overrides == 0 && seen.add(node);
    }

    private boolean isReset(Node node, TreePath path, boolean first) {
        if (overrides > 0 || !node.getTag().equals(RESET)) {
            return false;
        }
        if (first) {
            resets.add(path);
        }
        return true;
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
    private void merge(Node node, TreePath path, Map<String, Tree> merged) throws ComposeException {
        switch (of(node, path)) {
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

    private JsonNode scalar(ScalarNode node) throws ComposeException {
        var tag = node.getTag();
        if (tag.equals(OVERRIDE) || tag.equals(RESET)) {
            return TextNode.valueOf(node.getValue());
        }
        if (tag.equals(Tag.BINARY)) {
            return decoded(node);
        }
        if (tag.equals(YamlScalars.TIMESTAMP)) {
            throw wrong(node, node.getValue() + " is read as a date: quote it");
        }
        if (!tag.getValue().startsWith(Tag.PREFIX)) {
            tags.add(new Document.Tag(place(node), tag.getValue()));
            return TextNode.valueOf(node.getValue());
        }
        try {
            return YamlScalars.value(tag, node.getValue());
        } catch (NumberFormatException e) {
            throw wrong(node, node.getValue() + " is not a number");
        }
    }

    private JsonNode decoded(ScalarNode node) throws ComposeException {
        try {
            var bytes = Base64.getMimeDecoder().decode(node.getValue());
            return TextNode.valueOf(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            throw wrong(node, "not Base64");
        }
    }

    private void expectTag(Node node, Tag expected) throws ComposeException {
        var tag = node.getTag();
        if (tag.equals(expected) || tag.equals(OVERRIDE) || tag.equals(RESET)) {
            return;
        }
        if (tag.getValue().startsWith(Tag.PREFIX)) {
            throw wrong(node, "the tag " + tag.getValue() + " does not fit here");
        }
        tags.add(new Document.Tag(place(node), tag.getValue()));
    }

    private Place place(Node node) {
        return new Place(file, node.getStartMark().map(it -> it.getLine() + 1).orElse(1));
    }

    private ComposeException wrong(Node node, String what) {
        return new ComposeException(place(node) + ": " + what);
    }
}
