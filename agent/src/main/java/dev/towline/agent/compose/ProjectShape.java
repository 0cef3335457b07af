package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// The top level of a Compose file.
final class ProjectShape {
    private final Collection<String> profiles;
    private final Shape service;
    private final ResourceShapes resources;

    ProjectShape(ProjectPaths paths, Collection<String> profiles) {
        this.profiles = List.copyOf(profiles);
        this.service = ServiceShape.of(paths);
        this.resources = new ResourceShapes(paths);
    }

    /// What is not as the schema has it is a problem already, and read as far as it can be.
    Draft read(Field root, String name) {
        var version = root.child("version");
        if (version != null) {
            version.worthKnowing("not used any more: leave it out");
        }
        var services = new TreeMap<String, Draft.Part>();
        var disabled = new TreeSet<String>();
        section(root, "services")
                .forEach((key, it) -> {
                    // Read also where it is not wanted: what is wrong with it is wrong.
                    var part = part(it, this::service);
                    if (isEnabled(it)) {
                        services.put(key, part);
                    } else {
                        disabled.add(key);
                    }
                });
        var models = Set.copyOf(section(root, "models").keySet());
        return new Draft(name, services, resources(root), models, disabled);
    }

    private ObjectNode service(Field field) {
        var read = service.read(field);
        return read == null ? JsonNodeFactory.instance.objectNode() : read;
    }

    private Map<String, Map<String, Draft.Part>> resources(Field root) {
        return Map.of(
                "networks", parts(root, "networks", resources::network),
                "volumes", parts(root, "volumes", resources::volume),
                "configs", parts(root, "configs", resources::config),
                "secrets", parts(root, "secrets", resources::secret));
    }

    private static Map<String, Draft.Part> parts(
            Field root, String section, Function<Field, ObjectNode> read) {
        var all = new TreeMap<String, Draft.Part>();
        section(root, section).forEach((key, it) -> all.put(key, part(it, read)));
        return all;
    }

    private static Draft.Part part(Field field, Function<Field, ObjectNode> read) {
        return new Draft.Part(field, read.apply(field));
    }

    private static Map<String, Field> section(Field root, String section) {
        var field = root.child(section);
        return field == null || !field.isMapping() ? Map.of() : field.entries();
    }

    private boolean isEnabled(Field service) {
        var own = service.child("profiles");
        if (own == null || !own.isSequence() || own.items().isEmpty()) {
            return true;
        }
        var wanted = Lists.texts(own).valueStream().map(JsonNode::asText);
        return profiles.contains("*")
                || wanted.anyMatch(it -> it.isEmpty() || profiles.contains(it));
    }
}
