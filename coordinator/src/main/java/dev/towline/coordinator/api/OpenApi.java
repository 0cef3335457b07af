package dev.towline.coordinator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The OpenAPI document.
///
/// What an operation says itself is in its file; what follows for all operations alike from what it
/// asks of its caller and from its having a body is added here.
public final class OpenApi {
    /// Extensions of the format: what an operation asks for, and who has it.
    private static final String PERMISSION = "x-permission";

    private static final String ROLES = "x-roles";

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");
    private static final Map<String, String> ALWAYS =
            Map.of("400", "Malformed", "500", "Failed", "503", "Busy");
    private static final Map<String, String> WITH_TOKEN =
            Map.of("401", "Unauthenticated", "403", "Forbidden", "429", "TooMany");
    private static final Map<String, String> WITH_BODY =
            Map.of("408", "RequestTimeout", "413", "TooLarge", "422", "Unusable");

    private OpenApi() {}

    /// The whole of it.
    public static JsonNode document() {
        var document = Parts.together();
        for (var path : document.withObjectProperty("paths")) {
            for (var field : path.properties()) {
                if (METHODS.contains(field.getKey())) {
                    complete((ObjectNode) field.getValue());
                }
            }
        }
        return document;
    }

    private static void complete(ObjectNode operation) {
        var responses = operation.withObjectProperty("responses");
        answer(responses, ALWAYS);
        if (operation.has("requestBody")) {
            answer(responses, WITH_BODY);
        }
        var permission = permission(operation);
        if (permission == Permission.NONE) {
            operation.putArray("security");
        } else {
            answer(responses, WITH_TOKEN);
        }
        var roles = operation.putArray(ROLES);
        roles(permission).forEach(roles::add);
    }

    private static void answer(ObjectNode responses, Map<String, String> names) {
        names.forEach((status, name) -> {
            if (!responses.has(status)) {
                responses.putObject(status).put("$ref", "#/components/responses/" + name);
            }
        });
    }

    private static Permission permission(JsonNode operation) {
        var word = operation.path(PERMISSION).asText();
        return Permission.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Iterable<String> roles(Permission permission) {
        var roles = new ArrayList<String>();
        if (permission == Permission.AGENT) {
            roles.add("agent");
        } else if (permission != Permission.NONE) {
            Arrays.stream(Role.values())
                    .filter(it -> it.has(permission))
                    .map(Role::word)
                    .forEach(roles::add);
        }
        return roles;
    }
}
