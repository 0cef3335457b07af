package dev.towline.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// A YAML 1.2 document as nodes, which know their lines.
final class YamlFile {
    private static final long LARGEST = 256 * 1024;

    private YamlFile() {}

    /// The keys of the file's top level.
    ///
    /// @throws SettingsException where the file cannot be read or is no YAML
    static Map<String, Node> read(Path file, Problems problems) throws SettingsException {
        try {
            if (Files.size(file) > LARGEST) {
                problems.add(0, "larger than " + LARGEST + " bytes");
                throw problems.exception();
            }
            return entries(Files.readString(file, StandardCharsets.UTF_8), problems);
        } catch (IOException e) {
            problems.add(0, "could not read the file: " + e);
            throw problems.exception();
        }
    }

    private static Map<String, Node> entries(String text, Problems problems)
            throws SettingsException {
        var root = compose(text, problems);
        if (root.isEmpty() || empty(root.get())) {
            return Map.of();
        }
        if (root.get() instanceof MappingNode mapping) {
            return entries(mapping, problems);
        }
        problems.add(line(root.get()), "not a mapping of keys to values");
        throw problems.exception();
    }

    private static Optional<Node> compose(String text, Problems problems) throws SettingsException {
        var settings = LoadSettings.builder().setUseMarks(true).setSchema(new CoreSchema()).build();
        try {
            return new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            var line = e.getProblemMark().map(it -> it.getLine() + 1).orElse(0);
            problems.add(line, "not YAML: " + e.getProblem());
        } catch (RuntimeException e) {
            // Fuzzing finds texts on which YAML parsers throw anything; all of them are no YAML.
            problems.add(0, "not YAML: " + e.getMessage());
        } catch (StackOverflowError _) {
            problems.add(0, "not YAML: nested too deeply");
        }
        throw problems.exception();
    }

    /// A mapping's keys and values in their order. A key that stands twice is a problem.
    static Map<String, Node> entries(MappingNode mapping, Problems problems) {
        var entries = new LinkedHashMap<String, Node>();
        for (var tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(line(tuple.getKeyNode()), "a key must be a plain text");
                continue;
            }
            if (entries.put(key.getValue(), tuple.getValueNode()) != null) {
                problems.add(line(key), key.getValue() + " stands here for the second time");
            }
        }
        return entries;
    }

    static boolean empty(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    static int line(Node node) {
        return node.getStartMark().map(it -> it.getLine() + 1).orElse(0);
    }
}
