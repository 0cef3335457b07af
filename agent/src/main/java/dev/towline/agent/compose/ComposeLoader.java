package dev.towline.agent.compose;

import dev.towline.agent.project.DesiredProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Loads a Compose project: read, parse, interpolate, check the shape, fill in the defaults, check
/// that the parts fit.
///
/// Variables come from the request and from env files, never from the process environment.
public final class ComposeLoader {
    private static final List<String> DEFAULT_FILES =
            List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");
    private static final List<String> OVERRIDES =
            List.of(
                    "compose.override.yaml",
                    "compose.override.yml",
                    "docker-compose.override.yml",
                    "docker-compose.override.yaml");

    private final ComposeRequest request;
    private final ReleaseFiles files;
    private final Problems problems = new Problems();

    private ComposeLoader(ComposeRequest request) {
        this.request = request;
        this.files = new ReleaseFiles(request.files(), request.projectFolder());
    }

    /// The project in its canonical form, with what a person should know of its files.
    ///
    /// @throws ComposeException with everything that is wrong, each with its file, line and path
    public static LoadedProject load(ComposeRequest request) throws ComposeException {
        return new ComposeLoader(request).load();
    }

    private LoadedProject load() throws ComposeException {
        var variables = new TreeMap<>(ProjectVariables.of(request, files));
        var file = composeFile(variables);
        var tree = YamlReader.read(file, text(file));
        var name = name(tree, variables);
        variables.put("COMPOSE_PROJECT_NAME", name);
        var filled = new Interpolation(Lookup.in(variables), problems).of(tree, "");
        problems.check();
        var draft = draft(filled, name, variables);
        var folder = request.projectFolder().toString();
        var canonical = Normalisation.canonical(complete(draft, variables));
        return new LoadedProject(
                DesiredProject.of(canonical, folder), variables, problems.warnings());
    }

    private Draft draft(Tree tree, String name, Map<String, String> variables)
            throws ComposeException {
        var shape = new ProjectShape(request.projectFolder(), profiles(variables));
        var root = new Field("", tree, problems);
        var draft = shape.read(root, name);
        problems.check();
        if (draft.services().isEmpty()) {
            root.wrong(
                    "no service is left with the profiles " + profiles(variables) + " switched on");
        }
        problems.check();
        return draft;
    }

    private Draft complete(Draft draft, Map<String, String> variables) throws ComposeException {
        Normalisation.complete(draft);
        Consistency.check(draft);
        var environment = new ServiceEnvironment(files, Lookup.in(variables));
        for (var service : draft.services().values()) {
            environment.resolve(service);
        }
        problems.check();
        return draft;
    }

    private String name(Tree tree, Map<String, String> variables) throws ComposeException {
        var root = new Field("", tree, problems);
        var field = root.child("name");
        var inFile = field == null ? null : field.text();
        if (field != null && inFile != null) {
            var filled = new Interpolation(Lookup.in(variables), problems).of(field.tree(), "name");
            inFile = new Field("name", filled, problems).text();
        }
        problems.check();
        var told = request.projectName();
        var orVariable = told != null ? told : variables.get("COMPOSE_PROJECT_NAME");
        return ProjectName.of(orVariable, inFile, request.projectFolder());
    }

    private List<String> profiles(Map<String, String> variables) {
        return request.profiles().isEmpty()
                ? parts(variables.getOrDefault("COMPOSE_PROFILES", ""), ',')
                : request.profiles();
    }

    private String composeFile(Map<String, String> variables) throws ComposeException {
        var named =
                request.composeFiles().isEmpty()
                        ? parts(variables.getOrDefault("COMPOSE_FILE", ""), ':')
                        : request.composeFiles();
        if (named.isEmpty()) {
            return defaultFile();
        }
        if (named.size() > 1) {
            throw several(named);
        }
        return named.getFirst();
    }

    private String defaultFile() throws ComposeException {
        var found = present(DEFAULT_FILES);
        if (found.isEmpty()) {
            throw new ComposeException("there is no " + String.join(", ", DEFAULT_FILES));
        }
        var overrides = present(OVERRIDES);
        if (!overrides.isEmpty()) {
            throw several(List.of(found.getFirst(), overrides.getFirst()));
        }
        return found.getFirst();
    }

    private List<String> present(List<String> names) throws ComposeException {
        var found = new ArrayList<String>();
        for (var name : names) {
            if (files.tracked(name) != null) {
                found.add(name);
            }
        }
        return found;
    }

    private String text(String file) throws ComposeException {
        @Nullable String text = files.tracked(file);
        if (text == null) {
            throw new ComposeException("there is no Compose file " + file + " in the release");
        }
        return text;
    }

    private static ComposeException several(List<String> names) {
        return new ComposeException(
                "several Compose files are not supported yet: " + String.join(", ", names));
    }

    private static List<String> parts(String list, char separator) {
        var parts = new ArrayList<String>();
        var start = 0;
        for (var i = 0; i <= list.length(); i++) {
            if (i == list.length() || list.charAt(i) == separator) {
                var part = list.substring(start, i).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                start = i + 1;
            }
        }
        return parts;
    }
}
