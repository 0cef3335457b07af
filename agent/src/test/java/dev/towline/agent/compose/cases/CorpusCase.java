package dev.towline.agent.compose.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /// The command line that Docker Compose got, for one that stands in any folder.
    List<String> arguments() {
        var json = has(ARGUMENTS) ? SortedJson.read(text(ARGUMENTS)) : SortedJson.read("{}");
        var all = new ArrayList<String>();
        paths(json.path("files")).forEach(it -> all.addAll(List.of("--file", it)));
        paths(json.path("envFiles")).forEach(it -> all.addAll(List.of("--env-file", it)));
        json.path("profiles").forEach(it -> all.addAll(List.of("--profile", it.asText())));
        if (json.has("project")) {
            all.addAll(List.of("--project-name", json.get("project").asText()));
        }
        if (json.has("directory") || !json.has("files")) {
            var directory = folder.resolve(json.path("directory").asText());
            all.addAll(List.of("--project-directory", directory.toString()));
        }
        return all;
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

    /// The names of the files that the case has, or asks for in vain.
    Stream<String> files() {
        var told = arguments().stream().map(Path::of);
        return Stream.concat(told, own()).map(it -> it.getFileName().toString());
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

    private List<String> paths(JsonNode names) {
        return names.valueStream().map(it -> folder.resolve(it.asText()).toString()).toList();
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
