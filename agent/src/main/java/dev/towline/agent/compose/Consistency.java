package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks that the parts of a project fit together.
final class Consistency {
    private final Draft draft;

    private Consistency(Draft draft) {
        this.draft = draft;
    }

    /// Adds a problem for each part that does not fit.
    static void check(Draft draft) {
        var consistency = new Consistency(draft);
        draft.services().forEach(consistency::service);
        consistency.containerNames();
        new DependencyCycles(draft).check();
    }

    private void service(String name, Draft.Part part) {
        var service = part.canonical();
        image(part);
        references(part, "networks", draft.networks());
        for (var mount : service.path("volumes")) {
            var source = mount.path("source").asText("");
            if (mount.path("type").asText().equals("volume")
                    && !source.isEmpty()
                    && !draft.volumes().containsKey(source)) {
                wrong(part, "volumes", "there is no volume " + source);
            }
        }
        service.path("depends_on")
                .properties()
                .forEach(it -> dependency(part, it.getKey(), it.getValue()));
        scale(name, part);
        targets(part);
    }

    private static void image(Draft.Part part) {
        if (part.canonical().has("image")) {
            return;
        }
        if (part.field().child("build") == null) {
            part.field().wrong("has no image");
        } else {
            wrong(part, "build", "images are not built here: build and push it, and set image");
        }
    }

    private static void references(Draft.Part part, String section, Map<String, ?> defined) {
        part.canonical()
                .path(section)
                .fieldNames()
                .forEachRemaining(it -> {
                    if (!defined.containsKey(it)) {
                        wrong(part, section, "there is no network " + it);
                    }
                });
    }

    private void dependency(Draft.Part part, String other, JsonNode dependency) {
        if (draft.services().containsKey(other)) {
            return;
        }
        var disabled = draft.disabled().contains(other);
        if (!disabled) {
            wrong(part, "depends_on", "there is no service " + other);
        } else if (dependency.path("required").asBoolean(true)) {
            wrong(part, "depends_on", "the service " + other + " is switched off by its profiles");
        }
    }

    private static void scale(String name, Draft.Part part) {
        var service = part.canonical();
        var replicas = service.path("deploy").path("replicas");
        var scale = service.has("scale") ? service.path("scale") : replicas;
        if (replicas.isInt() && scale.asInt() != replicas.asInt()) {
            wrong(part, "scale", "scale and deploy.replicas must not differ");
        }
        if (scale.asInt(1) > 1 && service.has("container_name")) {
            wrong(
                    part,
                    "container_name",
                    scale.asInt() + " containers of " + name + " cannot have one name");
        }
    }

    private static void targets(Draft.Part part) {
        Set<String> seen = new HashSet<>();
        part.canonical()
                .path("volumes")
                .forEach(it -> {
                    if (!seen.add(it.path("target").asText())) {
                        var target = it.path("target").asText();
                        wrong(part, "volumes", "two mounts have the target " + target);
                    }
                });
        part.canonical()
                .path("tmpfs")
                .forEach(it -> {
                    var target = target(it.asText());
                    if (!seen.add(target)) {
                        wrong(part, "tmpfs", "two mounts have the target " + target);
                    }
                });
    }

    private static String target(String tmpfs) {
        var colon = tmpfs.indexOf(':');
        return colon < 0 ? tmpfs : tmpfs.substring(0, colon);
    }

    private void containerNames() {
        var owners = new HashMap<String, List<String>>();
        draft.services()
                .forEach((name, part) -> {
                    var own = part.canonical().path("container_name").asText("");
                    if (!own.isEmpty()) {
                        var all = owners.computeIfAbsent(own, _ -> new ArrayList<>());
                        all.add(name);
                        if (all.size() > 1) {
                            wrong(
                                    part,
                                    "container_name",
                                    own + " is the name of " + all.getFirst());
                        }
                    }
                });
    }

    private static void wrong(Draft.Part part, String key, String what) {
        var child = part.field().child(key);
        var place = child == null ? part.field().tree().place() : child.tree().place();
        part.field().problems().error(place, Field.below(part.field().path(), key), what);
    }
}
