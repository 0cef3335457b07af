package dev.towline.agent.plan;

import dev.towline.agent.project.ConfigHash;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.NetworkSpec;
import dev.towline.agent.project.ObservedNetwork;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.ObservedVolume;
import dev.towline.agent.project.ServiceSpec;
import dev.towline.agent.project.Stranger;
import dev.towline.agent.project.VolumeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What speaks against a project before anything is touched.
public final class Objections {
    private final DesiredProject desired;
    private final ObservedProject observed;
    private final List<Objection> objections = new ArrayList<>();

    private Objections(DesiredProject desired, ObservedProject observed) {
        this.desired = desired;
        this.observed = observed;
    }

    /// All of them, one line each: what can never stand, and what would lose sight of data.
    public static List<String> of(Goal goal, ObservedProject observed) {
        var all = new ArrayList<>(besidesData(goal, observed));
        all.addAll(Carried.losses(goal.project(), observed));
        return List.copyOf(all);
    }

    /// The same without the data, of which an order may give something up (`DataIdentity`).
    public static List<String> besidesData(Goal goal, ObservedProject observed) {
        var all = new ArrayList<String>();
        toStand(goal.project(), observed).forEach(it -> all.add(it.text()));
        all.addAll(Remaking.inTheWay(goal, observed));
        return List.copyOf(all);
    }

    /// What would be in the way of every plan.
    static List<Objection> toStand(DesiredProject desired, ObservedProject observed) {
        return new Objections(desired, observed).toStand();
    }

    /// The networks that would be made anew, in words: a change with no way back where the old
    /// definition is not known.
    public static List<String> changedNetworks(DesiredProject desired, ObservedProject observed) {
        return Remaking.changed(desired, observed).stream()
                .map(it ->
                        "the network "
                                + it.name()
                                + " is defined otherwise, and a first deployment could not bring"
                                + " the old one back")
                .toList();
    }

    private List<Objection> toStand() {
        objections.addAll(StartFirst.obstacles(desired));
        desired.networks().values().stream()
                .filter(it -> !it.external())
                .forEach(it ->
                        Optional.ofNullable(observed.networks().get(it.name()))
                                .ifPresent(seen -> network(it, seen)));
        desired.volumes().values().stream()
                .filter(it -> !it.external())
                .forEach(it ->
                        Optional.ofNullable(observed.volumes().get(it.name()))
                                .ifPresent(seen -> volume(it, seen)));
        neighbours();
        return objections;
    }

    private void network(NetworkSpec wanted, ObservedNetwork seen) {
        foreign("network " + wanted.name(), seen.project(), users(wanted));
    }

    private void volume(VolumeSpec wanted, ObservedVolume seen) {
        var users = users(wanted);
        foreign("volume " + seen.name(), seen.project(), users);
        var label = seen.configHash();
        if (label != null && !label.equals(ConfigHash.of(wanted)) && !isForeign(seen.project())) {
            var text =
                    "the volume "
                            + seen.name()
                            + " is defined otherwise ("
                            + difference(wanted, seen)
                            + "), and Towline never makes a volume anew";
            objections.add(new Objection(users, text));
        }
    }

    private Set<String> users(NetworkSpec network) {
        return named(it -> Uses.of(it, network));
    }

    private Set<String> users(VolumeSpec volume) {
        return named(it -> Uses.of(it, volume));
    }

    private Set<String> named(Predicate<ServiceSpec> which) {
        return desired.services().values().stream()
                .filter(which)
                .map(ServiceSpec::name)
                .collect(Collectors.toSet());
    }

    private boolean isForeign(@Nullable String project) {
        return project != null && !project.equals(desired.name());
    }

    // Compose only warns, and its `down -v` then deletes the other project's data.
    private void foreign(String what, @Nullable String project, Set<String> users) {
        if (isForeign(project)) {
            var text =
                    "the "
                            + what
                            + " belongs to the project "
                            + project
                            + ": say `external: true` to share it";
            objections.add(new Objection(users, text));
        }
    }

    private static String difference(VolumeSpec wanted, ObservedVolume seen) {
        var differences = new ArrayList<String>();
        var driver = wanted.canonical().path("driver").asText("local");
        if (!driver.equals(seen.driver())) {
            differences.add("driver: " + seen.driver() + " -> " + driver);
        }
        keys("driver_opts", wanted, seen.options(), differences);
        keys("labels", wanted, seen.labels(), differences);
        return differences.isEmpty() ? "its hash" : String.join(", ", differences);
    }

    // Names only: the options of a network share may hold its password.
    private static void keys(
            String attribute, VolumeSpec wanted, Map<String, String> seen, List<String> out) {
        var now = wanted.canonical().path(attribute);
        var keys = new TreeSet<>(seen.keySet());
        now.fieldNames().forEachRemaining(keys::add);
        for (var key : keys) {
            var own = key.startsWith("com.docker.compose.") || key.startsWith("dev.towline.");
            if (!own && !now.path(key).asText("").equals(seen.getOrDefault(key, ""))) {
                out.add(attribute + "." + key);
            }
        }
    }

    /// A project without a name of its own is called after its folder. Where another project runs
    /// from this very folder, and nothing of this one, the name has most likely drifted: everything
    /// would start anew beside it, with empty volumes.
    private void neighbours() {
        if (!observed.containers().isEmpty() || !desired.name().equals(nameOfFolder())) {
            return;
        }
        observed.surroundings().strangers().stream()
                .filter(it -> desired.folder().equals(it.folder()))
                .map(Stranger::project)
                .filter(this::isForeign)
                .distinct()
                .forEach(it ->
                        objections.add(
                                new Objection(
                                        desired.services().keySet(),
                                        "the project "
                                                + it
                                                + " runs from "
                                                + desired.folder()
                                                + ": say `name:` in the compose file")));
    }

    private String nameOfFolder() {
        var name = desired.folder().substring(desired.folder().lastIndexOf('/') + 1);
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "").replaceAll("^[_-]+", "");
    }
}
