package dev.towline.agent.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Draws what a service may have beside its image and its dependencies: namespaces and volumes of
/// others, files with a content, hooks, fixed ports, two at once.
final class RandomTraits {
    private static final List<String> MODES = List.of("network_mode", "ipc", "pid");
    private final SplittableRandom random;
    private final boolean networksChange;

    RandomTraits(SplittableRandom random, boolean networksChange) {
        this.random = random;
        this.networksChange = networksChange;
    }

    /// What all services have together: definitions of networks, contents of files.
    void draw(ObjectNode root) {
        for (var key : List.of("front", "back", "side")) {
            root.withObject("/networks/" + key + "/labels")
                    .put("version", networksChange ? version(4) : "one");
        }
        root.withObject("/configs/conf").put("name", "shop_conf").put("content", version(2));
        root.withObject("/secrets/key").put("name", "shop_key").put("content", version(2));
    }

    /// @param others the services drawn before
    void draw(ObjectNode service, List<Map.Entry<String, JsonNode>> others) {
        if (!job(service)) {
            join(service, others.stream().filter(it -> canBeJoined(it.getValue())).toList());
        }
        files(service);
        hooks(service);
        if (random.nextInt(6) == 0 && mayHavePort(service)) {
            port(service);
        }
        if (random.nextInt(2) == 0 && RandomTraits.twoMayRun(service)) {
            service.withObject("/deploy/update_config").put("order", "start-first");
        }
    }

    static boolean canBeJoined(JsonNode service) {
        return service.isObject() && !job(service) && service.path("scale").asInt(1) > 0;
    }

    private static boolean job(JsonNode service) {
        return service.path("image").asText().startsWith("job");
    }

    // Rarely another one.
    private String version(int oneIn) {
        return random.nextInt(oneIn) == 0 ? "two" : "one";
    }

    private void join(ObjectNode service, List<Map.Entry<String, JsonNode>> others) {
        if (others.isEmpty() || random.nextInt(3) != 0) {
            return;
        }
        var other = others.get(random.nextInt(others.size())).getKey();
        if (random.nextInt(3) == 0) {
            service.withArray("/volumes_from").add(other);
        } else {
            var mode = MODES.get(random.nextInt(MODES.size()));
            service.put(mode, "service:" + other);
            if (mode.equals("network_mode")) {
                service.remove("networks");
            }
        }
    }

    private void files(ObjectNode service) {
        if (random.nextInt(3) == 0) {
            service.withArray("/configs").addObject().put("source", "conf");
        }
        if (random.nextInt(4) == 0) {
            service.withArray("/secrets").addObject().put("source", "key");
        }
    }

    private void hooks(ObjectNode service) {
        for (var when : List.of("post_start", "pre_stop")) {
            for (var left = random.nextInt(3); left > 1; left--) {
                service.withArray("/" + when).addObject().withArray("/command").add("true");
            }
        }
    }

    // A job with a port would be a server that failed.
    private static boolean mayHavePort(ObjectNode service) {
        return !job(service) && !service.has("network_mode") && !service.has("scale");
    }

    private void port(ObjectNode service) {
        service.withArray("/ports")
                .addObject()
                .put("target", 80)
                .put("published", String.valueOf(80 + random.nextInt(2)))
                .put("protocol", "tcp");
    }

    private static boolean twoMayRun(ObjectNode service) {
        var writes = new ArrayList<JsonNode>();
        service.path("volumes")
                .forEach(it -> {
                    if (!it.path("read_only").asBoolean()) {
                        writes.add(it);
                    }
                });
        return writes.isEmpty()
                && !service.has("ports")
                && !service.has("volumes_from")
                && !service.has("network_mode")
                && service.path("image").asText().startsWith("app");
    }
}
