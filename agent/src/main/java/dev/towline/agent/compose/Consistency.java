package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
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
        for (var part : draft.services().values()) {
            consistency.references(part);
            consistency.dependencies(part);
            consistency.buildContexts(part);
            new ServiceConsistency(part).check();
        }
        consistency.containerNames();
        new DependencyCycles(draft).check();
    }

    private void references(Draft.Part part) {
        var service = part.canonical();
        service.path("networks")
                .fieldNames()
                .forEachRemaining(it -> defined(part, "networks", it, draft.networks().keySet()));
        service.path("models")
                .fieldNames()
                .forEachRemaining(it -> defined(part, "models", it, draft.models()));
        for (var mount : service.path("volumes")) {
            if (mount.path("type").asText().equals("volume") && mount.has("source")) {
                sourced(part, "volumes", mount);
            }
        }
        for (var section : new String[] {"configs", "secrets"}) {
            service.path(section).forEach(it -> sourced(part, section, it));
        }
        for (var secret : service.path("build").path("secrets")) {
            var source = secret.path("source").asText();
            if (!draft.section("secrets").containsKey(source)) {
                part.wrong("build", "there is no secret " + source);
            }
        }
    }

    private void sourced(Draft.Part part, String section, JsonNode user) {
        defined(part, section, user.path("source").asText(), draft.section(section).keySet());
    }

    private static void defined(Draft.Part part, String section, String name, Set<String> defined) {
        if (!defined.contains(name)) {
            var one = section.substring(0, section.length() - 1);
            part.wrong(section, "there is no " + one + " " + name);
        }
    }

    private void dependencies(Draft.Part part) {
        for (var it : part.canonical().path("depends_on").properties()) {
            var other = it.getKey();
            var disabled = draft.disabled().contains(other);
            var required = it.getValue().path("required").asBoolean(true);
            if (!draft.services().containsKey(other) && (!disabled || required)) {
                part.wrong(
                        naming(part, other),
                        disabled
                                ? "the service " + other + " is switched off by its profiles"
                                : "there is no service " + other);
            }
        }
    }

    // Which attribute of the service is it that names the other one?
    private static String naming(Draft.Part part, String other) {
        for (var key :
                new String[] {"links", "volumes_from", "network_mode", "ipc", "pid", "uts"}) {
            var own = part.canonical().path(key);
            if (part.field().child("depends_on") == null && own.toString().contains(other)) {
                return key;
            }
        }
        return "depends_on";
    }

    private void buildContexts(Draft.Part part) {
        for (var it : part.canonical().path("build").path("additional_contexts")) {
            var context = it.asText();
            if (!context.startsWith("service:")) {
                continue;
            }
            var other = draft.services().get(context.substring("service:".length()));
            if (other == null || !other.canonical().has("build")) {
                part.wrong("build", context + " is not a service that is built");
            }
        }
    }

    private void containerNames() {
        Map<String, String> owners = new HashMap<>();
        draft.services()
                .forEach((name, part) -> {
                    var own = part.canonical().path("container_name").asText("");
                    var owner = own.isEmpty() ? null : owners.putIfAbsent(own, name);
                    if (owner != null) {
                        part.wrong("container_name", own + " is the name of " + owner);
                    }
                });
    }
}
