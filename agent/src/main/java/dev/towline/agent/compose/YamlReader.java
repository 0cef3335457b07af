package dev.towline.agent.compose;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// YAML text to a tree of values, within limits on size, depth and aliases.
final class YamlReader {
    private static final int LONGEST = 1 << 20;
    private static final int MOST_ALIASES = 500;

    private final String file;

    private YamlReader(String file) {
        this.file = file;
    }

    /// The documents of a file.
    ///
    /// @throws ComposeException where it is not YAML within the limits
    static List<Document> documents(String file, String text) throws ComposeException {
        var all = new ArrayList<Document>();
        for (var node : new YamlReader(file).nodes(text)) {
            all.add(YamlTree.document(file, node));
        }
        return all;
    }

    /// The document of a file that has one only, or null where it has none.
    ///
    /// @throws ComposeException where it is not one YAML document within the limits
    static @Nullable Tree readIfAny(String file, String text) throws ComposeException {
        var nodes = new YamlReader(file).nodes(text);
        if (nodes.size() > 1) {
            var second = line(nodes.get(1).getStartMark().orElse(null));
            throw new ComposeException(
                    "%s:%d: there must be one document only".formatted(file, second));
        }
        if (nodes.isEmpty()) {
            return null;
        }
        var document = YamlTree.document(file, nodes.getFirst());
        if (!document.tags().isEmpty()) {
            var tag = document.tags().getFirst();
            throw new ComposeException(tag.place() + ": the tag " + tag.name() + " is not known");
        }
        return document.tree();
    }

    private List<Node> nodes(String text) throws ComposeException {
        if (text.length() > LONGEST) {
            throw new ComposeException(
                    file + ":1: the file is longer than " + LONGEST + " characters");
        }
        return parsed(text);
    }

    // The parser fails with what it likes on hostile input; none of it may end the agent.
    private List<Node> parsed(String text) throws ComposeException {
        try {
            var stream = new OneStream(new Parse(settings()).parseString(text));
            var all = new Composer(settings(), stream).getSingleNode();
            return all.map(it -> ((SequenceNode) it).getValue()).orElse(List.of());
        } catch (MarkedYamlEngineException e) {
            throw broken(line(e.getProblemMark().orElse(null)), e.getProblem(), e);
        } catch (RuntimeException e) {
            throw broken(1, e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw broken(1, "it is nested too deeply", e);
        }
    }

    private ComposeException broken(int line, @Nullable String problem, Throwable cause) {
        var what = problem == null ? "cannot be parsed" : problem.lines().findFirst().orElse("");
        var broken = new ComposeException("%s:%d: not YAML: %s".formatted(file, line, what));
        broken.initCause(cause);
        return broken;
    }

    private static LoadSettings settings() {
        return LoadSettings.builder()
                .setSchema(new YamlScalars())
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setCodePointLimit(LONGEST)
                .build();
    }

    private static int line(@Nullable Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }
}
