package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.Provenance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Loads a Compose project: reads and merges its files, checks the shape, fills in the defaults,
/// checks that the parts fit.
///
/// Variables come from the request and from env files, never from the process environment.
public final class ComposeLoader {
    private final ComposeRequest request;
    private final ReleaseFiles files;
    private final Problems problems = new Problems();
    private final Model model;

    private ComposeLoader(ComposeRequest request) {
        this.request = request;
        this.files = new ReleaseFiles(request.files(), request.projectFolder());
        this.model = new Model(files, problems);
    }

    /// The project in its canonical form, with what a person should know of its files.
    ///
    /// @throws ComposeException with everything that is wrong, each with its file, line and path
    public static LoadedProject load(ComposeRequest request) throws ComposeException {
        return new ComposeLoader(request).load();
    }

    private LoadedProject load() throws ComposeException {
        var variables = new TreeMap<>(ProjectVariables.of(request, files));
        var folder = request.projectFolder().toString();
        var paths =
                FileChoice.of(request, variables, files).stream()
                        .map(it -> UnixPath.resolve(folder, it))
                        .toList();
        var name = name(paths, variables);
        variables.put("COMPOSE_PROJECT_NAME", name);
        var tree = merged(paths, variables);
        var draft = draft(tree, name, variables);
        var canonical = Normalisation.canonical(complete(draft, variables));
        var envFiles = request.envFiles().stream().map(Path::toString).toList();
        var project =
                DesiredProject.of(canonical, folder, variables)
                        .withProvenance(new Provenance(paths, envFiles, draft.disabled()));
        return new LoadedProject(
                project, extensions(tree), paths, files.outside(), variables, problems.warnings());
    }

    private static ObjectNode extensions(Tree tree) {
        var extensions = JsonNodeFactory.instance.objectNode();
        if (tree instanceof Tree.Mapping mapping) {
            mapping.entries()
                    .forEach((key, it) -> {
                        if (key.startsWith("x-")) {
                            extensions.set(key, JsonTree.plain(it));
                        }
                    });
        }
        return extensions;
    }

    private Tree merged(List<String> paths, Map<String, String> variables) throws ComposeException {
        var scope = new Scope(request.projectFolder().toString(), variables, List.of());
        var merged = model.load(paths, scope);
        if (merged.entries().isEmpty()) {
            throw new ComposeException(files.shown(paths.getFirst()) + ":1: the file is empty");
        }
        return merged;
    }

    private Draft draft(Tree tree, String name, Map<String, String> variables)
            throws ComposeException {
        var paths = new ProjectPaths(request.projectFolder(), variables.get("HOME"));
        var shape = new ProjectShape(paths, profiles(variables));
        var root = new Field("", tree, problems);
        var draft = shape.read(root, name);
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

    private String name(List<String> paths, Map<String, String> variables) throws ComposeException {
        var told = request.projectName();
        var orVariable = told != null ? told : variables.get("COMPOSE_PROJECT_NAME");
        return ProjectName.of(orVariable, nameInFiles(paths, variables), request.projectFolder());
    }

    // The last one counts, in whichever file; those of included files do not.
    private @Nullable String nameInFiles(List<String> paths, Map<String, String> variables)
            throws ComposeException {
        Field last = null;
        for (var path : paths) {
            for (var document : model.sources().of(path)) {
                var field = new Field("", document.tree(), problems).child("name");
                last =
                        field == null || (last != null && field.isNull())
                                ? last
                                : nonEmpty(field, last);
            }
        }
        problems.check();
        return last == null ? null : filled(last, variables);
    }

    private static @Nullable Field nonEmpty(Field field, @Nullable Field otherwise) {
        var name = field.text();
        return name == null || name.isEmpty() ? otherwise : field;
    }

    private @Nullable String filled(Field name, Map<String, String> variables)
            throws ComposeException {
        var filling = new Interpolation(Lookup.in(variables), model.budget(), problems);
        var filled = filling.of(name.tree(), TreePath.ROOT.key("name"));
        problems.check();
        return new Field("name", filled, problems).text();
    }

    private List<String> profiles(Map<String, String> variables) {
        return request.profiles().isEmpty()
                ? FileChoice.parts(variables.getOrDefault("COMPOSE_PROFILES", ""), ",")
                : request.profiles();
    }
}
