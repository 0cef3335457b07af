package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The top level of a Compose file.
final class ProjectShape {
    private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9._-]+");
    private static final Shape TOP =
            Shape.empty()
                    .with("version", _ -> null)
                    .with("name", _ -> null)
                    .with("services", _ -> null)
                    .with("networks", _ -> null)
                    .with("volumes", _ -> null)
                    .notYet("include", "models", "secrets", "configs");

    private final Path projectFolder;
    private final Collection<String> profiles;
    private final Shape service;

    ProjectShape(Path projectFolder, Collection<String> profiles) {
        this.projectFolder = projectFolder;
        this.profiles = List.copyOf(profiles);
        this.service = ServiceShape.of(projectFolder);
    }

    Draft read(Field root, String name) {
        TOP.read(root);
        var version = root.child("version");
        if (version != null) {
            version.worthKnowing("not used any more: leave it out");
        }
        var services = new TreeMap<String, Draft.Part>();
        var disabled = new TreeSet<String>();
        var all = root.child("services");
        if (all == null) {
            root.wrong("has no services");
        } else {
            keyed(all)
                    .forEach((key, it) -> {
                        if (isEnabled(it)) {
                            addService(services, key, it);
                        } else {
                            service.checkKeys(it, Shape.Refusal.UNKNOWN);
                            disabled.add(key);
                        }
                    });
        }
        return new Draft(name, services, networks(root), volumes(root), disabled);
    }

    private void addService(Map<String, Draft.Part> services, String key, Field field) {
        var canonical = service.read(field);
        if (canonical != null) {
            services.put(key, new Draft.Part(field, canonical));
        }
    }

    private Map<String, Draft.Part> networks(Field root) {
        return resources(root, "networks", ResourceShapes::network);
    }

    private Map<String, Draft.Part> volumes(Field root) {
        return resources(root, "volumes", it -> ResourceShapes.volume(it, projectFolder));
    }

    private static Map<String, Draft.Part> resources(
            Field root, String section, Function<Field, ObjectNode> read) {
        var all = new TreeMap<String, Draft.Part>();
        var resources = root.child(section);
        if (resources != null && !resources.isNull()) {
            keyed(resources).forEach((key, it) -> all.put(key, new Draft.Part(it, read.apply(it))));
        }
        return all;
    }

    private static Map<String, Field> keyed(Field section) {
        var all = section.entries();
        all.forEach((key, it) -> {
            if (!KEY.matcher(key).matches() && !key.startsWith("x-")) {
                it.wrong("a name has only letters, digits and ._-");
            }
        });
        return all;
    }

    private boolean isEnabled(Field service) {
        var own = service.child("profiles");
        if (own == null || !own.isSequence() || own.items().isEmpty()) {
            return true;
        }
        return profiles.contains("*")
                || own.items().stream()
                        .map(Field::scalar)
                        .map(it -> it == null ? "" : it.asText())
                        .anyMatch(profiles::contains);
    }
}
