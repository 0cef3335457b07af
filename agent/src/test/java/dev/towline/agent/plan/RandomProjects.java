package dev.towline.agent.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.Joins;
import dev.towline.agent.project.Provenance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;

/// Draws projects whose containers all behave, so that every deployment of one can end well.
final class RandomProjects {
    private static final List<String> NAMES = List.of("db", "cache", "migrate", "api", "web");
    private static final List<String> POLICIES =
            List.of("no", "always", "unless-stopped", "on-failure:3");
    private final SplittableRandom random;
    private final RandomTraits traits;

    // A container that is switched off may not be in a network that changes.
    private final boolean networksChange;

    RandomProjects(SplittableRandom random) {
        this.random = random;
        this.networksChange = random.nextBoolean();
        this.traits = new RandomTraits(random, networksChange);
    }

    /// A project that has nothing to do with another one but its name.
    DesiredProject any() {
        var root = JsonNodeFactory.instance.objectNode().put("name", "shop");
        for (var key : List.of("front", "back", "side")) {
            root.withObject("/networks/" + key).put("name", "shop_" + key);
        }
        for (var key : List.of("data", "files")) {
            root.withObject("/volumes/" + key).put("name", "shop_" + key);
        }
        traits.draw(root);
        var names = some(NAMES, 1);
        var ownNames = new ArrayList<>(List.of("alpha", "beta"));
        for (var name : names) {
            service(root, name, ownNames);
        }
        return complete(root);
    }

    // Only one can have a port; what has none drawn may be switched off by its profile.
    private DesiredProject complete(ObjectNode root) {
        var ports = new ArrayList<String>();
        var disabled = new HashSet<>(NAMES);
        for (var entry : root.withObject("/services").properties()) {
            disabled.remove(entry.getKey());
            var port = entry.getValue().path("ports").path(0).path("published").asText();
            if (ports.contains(port)) {
                ((ObjectNode) entry.getValue()).remove("ports");
            }
            ports.add(port);
        }
        disabled.removeIf(_ -> networksChange || random.nextInt(3) != 0);
        return Stacks.resolved(root).withProvenance(new Provenance(List.of(), List.of(), disabled));
    }

    /// With the files of another release: what Compose made tells nothing of their contents.
    static DesiredProject withFilesOf(DesiredProject other, DesiredProject project) {
        var canonical = project.canonical();
        canonical.set("configs", other.canonical().path("configs"));
        canonical.set("secrets", other.canonical().path("secrets"));
        return Stacks.resolved(canonical).withProvenance(project.provenance());
    }

    /// A later release of it: some services as they were, others changed, dropped or new.
    DesiredProject after(DesiredProject before) {
        var drawn = any().canonical();
        var services = drawn.withObject("/services");
        var kept = before.canonical().withObject("/services");
        for (var name : before.services().keySet()) {
            if (random.nextInt(3) == 0 && dependenciesAre(services, kept.get(name))) {
                services.set(name, kept.get(name));
                rescale((ObjectNode) services.get(name));
            }
        }
        return complete(withoutDoubles(drawn, services));
    }

    private static boolean dependenciesAre(ObjectNode services, JsonNode service) {
        for (var dependency : service.path("depends_on").properties()) {
            var other = services.path(dependency.getKey());
            var condition = dependency.getValue().path("condition").asText();
            if (!conditionsOf(other).contains(condition)) {
                return false;
            }
        }
        return Joins.of(service).stream()
                .allMatch(it -> RandomTraits.canBeJoined(services.path(it)));
    }

    private void rescale(ObjectNode service) {
        if (service.has("scale")) {
            service.put("scale", 1 + random.nextInt(3));
        }
    }

    // A service that was kept may have taken the name, or the kind, that another one relied on.
    private static ObjectNode withoutDoubles(ObjectNode root, ObjectNode services) {
        var taken = new ArrayList<String>();
        for (var entry : services.properties()) {
            var service = (ObjectNode) entry.getValue();
            var own = service.path("container_name").asText();
            if (taken.contains(own)) {
                service.remove("container_name");
            }
            taken.add(own);
            if (!dependenciesAre(services, service)) {
                service.remove(List.of("depends_on", "network_mode", "ipc", "pid", "volumes_from"));
            }
        }
        return root;
    }

    private void service(ObjectNode root, String name, List<String> ownNames) {
        var others = List.copyOf(root.path("services").properties());
        var service = root.withObject("/services/" + name);
        var job = name.equals("migrate");
        var tag = ":v" + random.nextInt(3);
        service.put("image", (job ? "job" : random.nextBoolean() ? "postgres" : "app") + tag);
        service.put("restart", POLICIES.get(random.nextInt(4)));
        if (job) {
            service.put("restart", random.nextBoolean() ? "no" : "on-failure:3");
        } else if (random.nextInt(3) == 0) {
            service.withArray("/healthcheck/test").add("CMD").add("true");
        }
        if (random.nextInt(4) == 0) {
            service.put("scale", 1 + random.nextInt(3));
        } else if (random.nextInt(3) == 0 && !ownNames.isEmpty()) {
            service.put("container_name", ownNames.remove(random.nextInt(ownNames.size())));
        }
        mounts(service);
        for (var key : some(List.of("front", "back", "side"), 0)) {
            service.withObject("/networks/" + key).put("priority", random.nextInt(3));
        }
        for (var other : others) {
            depend(service, other.getKey(), other.getValue());
        }
        traits.draw(service, others);
    }

    private void mounts(ObjectNode service) {
        for (var key : some(List.of("data", "files"), 0)) {
            service.withArray("/volumes")
                    .addObject()
                    .put("type", "volume")
                    .put("source", key)
                    .put("target", "/" + key)
                    .put("read_only", random.nextInt(4) == 0);
        }
        if (random.nextInt(4) == 0) {
            service.withArray("/volumes").addObject().put("type", "volume").put("target", "/tmp");
        }
    }

    private void depend(ObjectNode service, String other, JsonNode it) {
        if (random.nextBoolean()) {
            return;
        }
        var conditions = conditionsOf(it);
        service.withObject("/depends_on/" + other)
                .put("condition", conditions.get(random.nextInt(conditions.size())))
                .put("required", random.nextInt(4) != 0)
                .put("restart", random.nextInt(3) == 0);
    }

    private static List<String> conditionsOf(JsonNode service) {
        if (service.isMissingNode()) {
            return List.of();
        }
        if (service.path("image").asText().startsWith("job")) {
            return List.of("service_started", "service_completed_successfully");
        }
        return service.has("healthcheck")
                ? List.of("service_started", "service_healthy")
                : List.of("service_started");
    }

    private List<String> some(List<String> all, int least) {
        var some = new ArrayList<String>();
        for (var it : all) {
            if (random.nextBoolean()) {
                some.add(it);
            }
        }
        return some.size() < least ? List.of(all.getFirst()) : some;
    }
}
