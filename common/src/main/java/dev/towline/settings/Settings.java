package dev.towline.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A section of settings: typed values of a YAML file, each of which the environment may override.
///
/// A value that is wrong reads as absent and is noted; `finish` tells all of them at once, with the
/// keys that nobody asked for. So: read everything, then `finish`, and only then use what was read.
///
/// The variable over `environments.production.envFile` is
/// `TOWLINE_ENVIRONMENTS_PRODUCTION_ENV_FILE`; a list's items are parted by commas there.
public final class Settings {
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final Pattern CAMEL = Pattern.compile("([a-z0-9])([A-Z])");

    private final Document document;
    private final String prefix;
    private final Map<String, Node> entries;
    private final Set<String> asked = new TreeSet<>();

    private Settings(Document document, String prefix, Map<String, Node> entries) {
        this.document = document;
        this.prefix = prefix;
        this.entries = entries;
        document.sections.add(this);
    }

    /// What all sections of a file share.
    private record Document(
            Problems problems, Map<String, String> variables, List<Settings> sections) {}

    /// Reads a file.
    ///
    /// @param variables the process's environment
    /// @throws SettingsException where it cannot be read or is no YAML
    public static Settings read(Path file, Map<String, String> variables) throws SettingsException {
        var problems = new Problems(String.valueOf(file));
        var entries = YamlFile.read(file, problems);
        var document = new Document(problems, Map.copyOf(variables), new ArrayList<>());
        return new Settings(document, "", entries);
    }

    public Optional<String> text(String key) {
        return value(key, Optional::of, "a text");
    }

    public Optional<Path> absolutePath(String key) {
        return value(key, Settings::absolute, "an absolute path");
    }

    public Optional<URI> uri(String key) {
        return value(key, Settings::uriOf, "a URI with a scheme");
    }

    /// A duration that is not zero, as `60s` or `1h30m`.
    public Optional<Duration> duration(String key) {
        return value(
                key,
                it -> DurationText.parse(it).filter(Duration::isPositive),
                "a duration, as 250ms, 60s, 10m or 1h30m");
    }

    /// A size in bytes, as `512MiB` or `1GiB`.
    public Optional<Long> size(String key) {
        return value(key, SizeText::parse, "a size, as 512MiB or 1GiB");
    }

    public Optional<Boolean> flag(String key) {
        return value(key, Settings::flagOf, "true or false");
    }

    /// A value of a type that the caller knows to read.
    ///
    /// @param parse empty where the text is wrong
    /// @param wanted what the text should be, in words
    public <T> Optional<T> value(String key, Function<String, Optional<T>> parse, String wanted) {
        asked.add(key);
        var variable = document.variables.get(variable(key));
        if (variable != null) {
            var value = parse.apply(variable);
            if (value.isEmpty()) {
                document.problems.addVariable(variable(key), "must be " + wanted);
            }
            return value;
        }
        return node(key).flatMap(it -> scalar(key, it, parse, wanted));
    }

    private <T> Optional<T> scalar(
            String key, Node node, Function<String, Optional<T>> parse, String wanted) {
        var value =
                node instanceof ScalarNode scalar
                        ? parse.apply(scalar.getValue())
                        : Optional.<T>empty();
        if (value.isEmpty()) {
            problem(node, key, "must be " + wanted);
        }
        return value;
    }

    /// The items of a list; empty where it is absent.
    public List<String> list(String key) {
        asked.add(key);
        var variable = document.variables.get(variable(key));
        if (variable != null) {
            return COMMA.splitAsStream(variable.strip()).filter(it -> !it.isEmpty()).toList();
        }
        return node(key).map(it -> items(key, it)).orElse(List.of());
    }

    private List<String> items(String key, Node node) {
        if (!(node instanceof SequenceNode sequence)) {
            problem(node, key, "must be a list");
            return List.of();
        }
        var items = new ArrayList<String>();
        for (var item : sequence.getValue()) {
            scalar(key, item, Optional::of, "a list of texts").ifPresent(items::add);
        }
        return items;
    }

    /// A section below this one; without any value where it is absent.
    public Settings section(String key) {
        asked.add(key);
        return node(key)
                .map(it -> below(key, it))
                .orElseGet(() -> new Settings(document, path(key) + ".", Map.of()));
    }

    private Settings below(String key, Node node) {
        if (node instanceof MappingNode mapping) {
            var inner = YamlFile.entries(mapping, document.problems);
            return new Settings(document, path(key) + ".", inner);
        }
        problem(node, key, "must be a section of keys and values");
        return new Settings(document, path(key) + ".", Map.of());
    }

    /// The sections below this key, by names that are the file's to choose, in their order.
    public Map<String, Settings> sections(String key) {
        var parent = section(key);
        var sections = new LinkedHashMap<String, Settings>();
        parent.entries.keySet().forEach(name -> sections.put(name, parent.section(name)));
        return sections;
    }

    /// Notes that there is no value, if so.
    public void require(String key) {
        asked.add(key);
        if (node(key).isEmpty() && !document.variables.containsKey(variable(key))) {
            document.problems.add(0, path(key) + " is missing");
        }
    }

    /// Notes what the caller finds wrong with a value.
    ///
    /// @param what as `must be a loopback address`
    public void wrong(String key, String what) {
        if (document.variables.containsKey(variable(key))) {
            document.problems.addVariable(variable(key), what);
            return;
        }
        var line = Optional.ofNullable(entries.get(key)).map(YamlFile::line).orElse(0);
        document.problems.add(line, path(key) + " " + what);
    }

    /// Ends the reading of the whole file.
    ///
    /// @throws SettingsException where anything was wrong, or a key was never asked for
    public void finish() throws SettingsException {
        document.sections.forEach(Settings::noteUnknown);
        document.problems.throwIfAny();
    }

    private void noteUnknown() {
        entries.forEach((key, node) -> {
            if (!asked.contains(key)) {
                problem(node, key, "is unknown; known are " + String.join(", ", asked));
            }
        });
    }

    private Optional<Node> node(String key) {
        return Optional.ofNullable(entries.get(key)).filter(it -> !YamlFile.empty(it));
    }

    private void problem(Node node, String key, String what) {
        document.problems.add(YamlFile.line(node), path(key) + " " + what);
    }

    private String path(String key) {
        return prefix + key;
    }

    private String variable(String key) {
        var snake = CAMEL.matcher(path(key)).replaceAll("$1_$2");
        return "TOWLINE_" + snake.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static Optional<Path> absolute(String text) {
        try {
            return Optional.of(Path.of(text)).filter(Path::isAbsolute).map(Path::normalize);
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static Optional<URI> uriOf(String text) {
        try {
            return Optional.of(new URI(text)).filter(URI::isAbsolute);
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> flagOf(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
