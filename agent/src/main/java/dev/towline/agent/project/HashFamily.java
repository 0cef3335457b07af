package dev.towline.agent.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Set;

/// The ways in which versions of Compose hash the same service. Each is described by what differs
/// from 2.40: what is hashed besides, and how its model writes what everybody has.
record HashFamily(Set<Trait> traits) {
    /// Up to 2.25.
    static final HashFamily V2_24 =
            of(
                    Trait.DEPENDS_ON,
                    Trait.PROFILES,
                    Trait.TEXT_DEVICES,
                    Trait.TEXT_CPUS,
                    Trait.NUMBER_MODE,
                    Trait.OLD_ENDPOINTS);

    /// From 2.26.0.
    static final HashFamily V2_26 =
            of(
                    Trait.DEPENDS_ON,
                    Trait.PROFILES,
                    Trait.TEXT_DEVICES,
                    Trait.NUMBER_MODE,
                    Trait.OLD_ENDPOINTS);

    /// 2.26 as Debian builds it, with a newer model.
    static final HashFamily V2_26_DEBIAN =
            of(Trait.DEPENDS_ON, Trait.PROFILES, Trait.NUMBER_MODE, Trait.OLD_ENDPOINTS);

    /// From 2.29.3.
    static final HashFamily V2_29_3 = of(Trait.PROFILES, Trait.NUMBER_MODE, Trait.OLD_ENDPOINTS);

    /// From 2.30.2.
    static final HashFamily V2_30_2 = of(Trait.NUMBER_MODE, Trait.OLD_ENDPOINTS);

    /// From 2.34.0.
    static final HashFamily V2_34 = of(Trait.OLD_ENDPOINTS);

    /// From 2.36.0, and what Towline writes.
    static final HashFamily V2_36 = of();

    /// From 5.0.0.
    static final HashFamily V5_0 = of(Trait.HOST_PATH_IF_NOT);

    /// From 5.0.2.
    static final HashFamily V5_0_2 = of(Trait.NO_HOST_PATH);

    static final List<HashFamily> ALL =
            List.of(V2_24, V2_26, V2_26_DEBIAN, V2_29_3, V2_30_2, V2_34, V2_36, V5_0, V5_0_2);

    private static final List<String> NEVER = List.of("build", "pull_policy", "scale");
    private static final int OCTAL = 8;

    HashFamily {
        traits = Set.copyOf(traits);
    }

    private static HashFamily of(Trait... traits) {
        return new HashFamily(Set.of(traits));
    }

    /// What differs from 2.40.
    enum Trait {
        DEPENDS_ON,
        PROFILES,
        TEXT_DEVICES,
        TEXT_CPUS,
        NUMBER_MODE,
        OLD_ENDPOINTS,
        HOST_PATH_IF_NOT,
        NO_HOST_PATH
    }

    /// The hash that these versions write for a service.
    ///
    /// @param canonical with the ids of joined containers put in
    String hash(JsonNode canonical) {
        var service = canonical.<ObjectNode>deepCopy();
        service.remove(NEVER);
        if (service.path("deploy") instanceof ObjectNode deploy) {
            deploy.remove("replicas");
        }
        if (!has(Trait.DEPENDS_ON)) {
            service.remove("depends_on");
        }
        if (!has(Trait.PROFILES)) {
            service.remove("profiles");
        }
        for (var trait : Trait.values()) {
            if (has(trait)) {
                rewrite(trait, service);
            }
        }
        var old = has(Trait.OLD_ENDPOINTS);
        return Digest.of(GoJson.of(service, old ? GoStructs.OLD_SERVICE : GoStructs.SERVICE));
    }

    private boolean has(Trait trait) {
        return traits.contains(trait);
    }

    private static void rewrite(Trait trait, ObjectNode service) {
        switch (trait) {
            case DEPENDS_ON, PROFILES, OLD_ENDPOINTS -> {}
            case TEXT_DEVICES -> devices(service);
            case TEXT_CPUS -> cpus(service.path("deploy").path("resources"));
            case NUMBER_MODE -> {
                service.path("configs").forEach(HashFamily::mode);
                service.path("secrets").forEach(HashFamily::mode);
            }
            case HOST_PATH_IF_NOT -> service.path("volumes").forEach(HashFamily::ifNot);
            case NO_HOST_PATH -> service.path("volumes").forEach(HashFamily::omitDefault);
        }
    }

    private static void devices(ObjectNode service) {
        if (!service.path("devices").isArray()) {
            return;
        }
        var texts = service.arrayNode();
        service.path("devices").forEach(it -> texts.add(device(it)));
        service.set("devices", texts);
    }

    // As most people write it: with permissions only where they are not the usual ones.
    private static String device(JsonNode device) {
        var permissions = device.path("permissions").asText("rwm");
        return device.path("source").asText()
                + ":"
                + device.path("target").asText()
                + (permissions.equals("rwm") ? "" : ":" + permissions);
    }

    private static void cpus(JsonNode resources) {
        for (var kind : List.of("limits", "reservations")) {
            if (resources.path(kind) instanceof ObjectNode part && part.has("cpus")) {
                part.set("cpus", TextNode.valueOf(part.path("cpus").asText()));
            }
        }
    }

    private static void mode(JsonNode file) {
        if (file instanceof ObjectNode node && node.path("mode").isTextual()) {
            node.put("mode", Integer.parseInt(node.path("mode").asText(), OCTAL));
        }
    }

    private static void ifNot(JsonNode volume) {
        if (volume.path("bind") instanceof ObjectNode bind) {
            if (bind.path("create_host_path").asBoolean(false)) {
                bind.remove("create_host_path");
            } else {
                bind.put("create_host_path", false);
            }
        }
    }

    private static void omitDefault(JsonNode volume) {
        if (volume.path("bind") instanceof ObjectNode bind
                && bind.path("create_host_path").asBoolean(false)) {
            bind.remove("create_host_path");
        }
    }
}
