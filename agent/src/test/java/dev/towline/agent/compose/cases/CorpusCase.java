package dev.towline.agent.compose.cases;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.compose.ProjectOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A folder of Compose files with Docker Compose's answer; the folder's name says the rule.
record CorpusCase(Path folder) {
    private static final String PROJECT = "expected.json";
    private static final String REFUSAL = "refused.txt";
    private static final String ARGUMENTS = "case.json";

    static Stream<CorpusCase> all() {
        try (var folders =
                Files.list(Path.of(CorpusCase.class.getResource("/compose/cases").toURI()))) {
            return folders.sorted().map(CorpusCase::new).toList().stream();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    String name() {
        return folder.getFileName().toString();
    }

    /// What Docker Compose was told on its command line; it stood in the case's folder.
    ProjectOptions options(Map<String, String> environment) {
        var told = has(ARGUMENTS) ? SortedJson.read(text(ARGUMENTS)) : SortedJson.read("{}");
        return new ProjectOptions(
                paths(told.path("files")),
                told.has("directory") ? Path.of(told.get("directory").asText()) : null,
                told.has("project") ? told.get("project").asText() : null,
                told.path("profiles").valueStream().map(JsonNode::asText).toList(),
                environment,
                paths(told.path("envFiles")));
    }

    ComposeAnswer answer() {
        return isValid()
                ? ComposeAnswer.Project.of(project())
                : new ComposeAnswer.Refusal(here(text(REFUSAL)));
    }

    JsonNode project() {
        return SortedJson.read(here(text(PROJECT)));
    }

    boolean isValid() {
        return has(PROJECT);
    }

    /// Because the case's own name may be in the way of what is looked for.
    String withoutFolder(String message) {
        return message.replace(folder.toString(), "");
    }

    /// The Compose files, one text.
    String yaml() {
        var text = new StringBuilder();
        own().filter(it -> it.toString().matches(".*\\.(ya?ml|json)"))
                .forEach(it -> text.append(read(it)));
        return text.toString();
    }

    private Stream<Path> own() {
        try (var files = Files.walk(folder)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(it ->
                            !List.of(PROJECT, REFUSAL, ARGUMENTS)
                                    .contains(it.getFileName().toString()))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> paths(JsonNode names) {
        return names.valueStream().map(JsonNode::asText).map(Path::of).toList();
    }

    private String here(String text) {
        return text.replace("@FOLDER@", folder.toString())
                .replace("@CASES@", folder.getParent().toString());
    }

    private boolean has(String file) {
        return Files.exists(folder.resolve(file));
    }

    private String text(String file) {
        return read(folder.resolve(file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
