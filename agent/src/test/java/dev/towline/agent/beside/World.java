package dev.towline.agent.beside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// All that an engine has of a project.
///
/// @param ids by container name
/// @param things by kind and name, normalised
record World(Map<String, String> ids, Map<String, ObjectNode> things) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// One life of a container: it ends when the container is stopped.
    record Life(String id, String startedAt) {}

    /// By container name without the project's.
    static Map<String, Life> lives(Site site) {
        var lives = new TreeMap<String, Life>();
        for (var it : settled(site)) {
            lives.put(
                    name(it).replace(site.name() + "-", ""),
                    new Life(it.path("Id").asText(), it.path("State").path("StartedAt").asText()));
        }
        return lives;
    }

    static World of(Site site) {
        return of(site, settled(site));
    }

    // Looks as soon as no health check is under way any more.
    private static List<JsonNode> settled(Site site) {
        var seen = new ArrayList<JsonNode>();
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    seen.clear();
                    seen.addAll(Docker.containers(site.name()));
                    return seen.stream().allMatch(World::isSettled);
                });
        return seen;
    }

    private static World of(Site site, List<JsonNode> containers) {
        var names = new TreeMap<String, String>();
        containers.forEach(it -> names.put(it.path("Id").asText(), name(it)));
        var normaliser = new Normaliser(names, site.text());
        var things = new TreeMap<String, ObjectNode>();
        containers.forEach(it -> things.put("container " + name(it), normaliser.container(it)));
        Docker.networks(site.name())
                .forEach(it -> things.put("network " + name(it), normaliser.network(it)));
        Docker.volumes(site.name())
                .forEach(it -> things.put("volume " + name(it), normaliser.volume(it)));
        var ids = new TreeMap<String, String>();
        names.forEach((id, name) -> ids.put(name, id));
        return new World(ids, things);
    }

    /// Where this world is not as the reference's, a line for each place.
    List<String> differencesFrom(World reference, Edition edition) {
        var lines = new ArrayList<String>();
        var all = new TreeSet<>(things.keySet());
        all.addAll(reference.things.keySet());
        for (var thing : all) {
            var theirs = flat(reference.things.get(thing), edition);
            var ours = flat(things.get(thing), edition);
            var places = new TreeSet<>(theirs.keySet());
            places.addAll(ours.keySet());
            for (var place : places) {
                var one = theirs.getOrDefault(place, "absent");
                var other = ours.getOrDefault(place, "absent");
                if (!one.equals(other)) {
                    lines.add(
                            "%s %s: reference %s, towline %s".formatted(thing, place, one, other));
                }
            }
        }
        return lines;
    }

    private static Map<String, String> flat(@Nullable ObjectNode node, Edition edition) {
        var places = new LinkedHashMap<String, String>();
        if (node != null) {
            edition.forget(node);
            flatten("", node, places);
        }
        return places;
    }

    private static void flatten(String place, JsonNode node, Map<String, String> places) {
        if (!node.isContainerNode() || node.isEmpty()) {
            places.put(place, node.toString());
        } else if (node.isObject()) {
            node.properties()
                    .forEach(it -> flatten(place + "/" + it.getKey(), it.getValue(), places));
        } else {
            for (int i = 0; i < node.size(); i++) {
                flatten(place + "/" + i, node.path(i), places);
            }
        }
    }

    private static boolean isSettled(JsonNode container) {
        var health = container.path("State").path("Health").path("Status").asText();
        return !health.equals("starting") && container.path("ExecIDs").isNull();
    }

    private static String name(JsonNode thing) {
        var name = thing.path("Name").asText();
        return name.startsWith("/") ? name.substring(1) : name;
    }
}
