package dev.towline.agent.plan;

import dev.towline.agent.project.Definition;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.MountSpec;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedMount;
import dev.towline.agent.project.SpecHash;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// In what a container is not what its service wants, attribute by attribute, in Compose's words.
///
/// Values are shown only where nobody would keep a secret: of environment variables by their name,
/// never of labels, commands and health checks.
final class Differences {
    private static final int MOST = 5;
    private static final int LONGEST = 60;
    private static final Pattern HARMLESS =
            Pattern.compile(
                    "environment\\.(?:.*_)?(?:SHA|VERSION|TAG|REVISION|COMMIT|BUILD|LEVEL|MODE|PORT"
                            + "|HOST|ENV|ENVIRONMENT|TZ|LANG|REPLICAS|WORKERS|THREADS)");
    // No credentials in an address, no query.
    private static final Pattern PLAIN = Pattern.compile("=?[A-Za-z0-9._:+/-]*");
    private static final Pattern GUARDED =
            Pattern.compile("(?:environment|labels)\\..*|command|entrypoint|healthcheck");

    private final DesiredProject desired;
    private final Slot slot;
    private final ObservedContainer old;
    private final List<String> found = new ArrayList<>();

    private Differences(DesiredProject desired, Slot slot, ObservedContainer old) {
        this.desired = desired;
        this.slot = slot;
        this.old = old;
    }

    /// Why a container is created in a place.
    static String cause(DesiredProject desired, Slot slot) {
        return slot.predecessor()
                .map(it -> new Differences(desired, slot, it).text())
                .orElse("there is none");
    }

    private String text() {
        image();
        joined();
        attributes();
        mounts();
        networks();
        contents();
        if (found.isEmpty()) {
            found.add(
                    old.specHash() == null && old.definition().configHash() == null
                            ? "Towline did not create " + old.name()
                            : "the service's definition changed");
        }
        var more = found.size() - MOST;
        return String.join("; ", found.subList(0, Math.min(MOST, found.size())))
                + (more > 0 ? "; and " + more + " more" : "");
    }

    private void image() {
        var wanted = desired.image(slot.service()).imageId();
        if (!old.imageId().equals(wanted)) {
            found.add("image: " + old.imageId().abbreviated() + " -> " + wanted.abbreviated());
        }
    }

    private void joined() {
        slot.joined()
                .orElseThrow()
                .forEach((service, id) -> {
                    if (!old.definition().joined().contains(id)) {
                        found.add(service + ", which it shares with, is another container");
                    }
                });
    }

    private void attributes() {
        var wanted = Wording.of(slot.service());
        var is = old.definition().attributes();
        var known = !old.definition().equals(Definition.UNKNOWN);
        var keys = new TreeSet<>(wanted.keySet());
        is.keySet().stream()
                .filter(it -> !old.definition().inherited().contains(it))
                .forEach(keys::add);
        for (var key : keys) {
            var before = is.getOrDefault(key, "");
            var after = wanted.getOrDefault(key, "");
            if (known && !before.equals(after)) {
                found.add(difference(key, before, after));
            }
        }
    }

    private static String difference(String key, String before, String after) {
        if (!guarded(key, before) && !guarded(key, after)) {
            return key + ": " + shown(before) + " -> " + shown(after);
        }
        return key + (before.isEmpty() ? ": added" : after.isEmpty() ? ": removed" : ": changed");
    }

    private static boolean guarded(String key, String value) {
        return GUARDED.matcher(key).matches()
                && !(HARMLESS.matcher(key).matches() && PLAIN.matcher(value).matches());
    }

    // Values of maps carry an equals sign, so that an empty one is not none.
    private static String shown(String value) {
        var bare = value.startsWith("=") ? value.substring(1) : value;
        var text = value.isEmpty() ? "(none)" : bare.isEmpty() ? "(empty)" : bare;
        var line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private void mounts() {
        for (var mount : slot.service().mounts()) {
            if (mount.type() != MountSpec.Type.TMPFS) {
                mount(mount);
            }
        }
    }

    private void mount(MountSpec mount) {
        var is = old.mounts().stream().filter(it -> it.target().equals(mount.target())).findFirst();
        if (is.isEmpty()) {
            found.add("volumes: " + mount.target() + " added");
        } else if (is.get().readOnly() != mount.readOnly()) {
            found.add(
                    "volumes: " + mount.target() + (mount.readOnly() ? " read-only" : " writable"));
        } else if (mount.source() != null && !source(mount).equals(is.get().source())) {
            found.add(
                    "volumes: " + mount.target() + ": " + words(is.get()) + " -> " + source(mount));
        }
    }

    private static String words(ObservedMount mount) {
        return mount.anonymousVolume() ? "a volume without a name" : mount.source();
    }

    private String source(MountSpec mount) {
        var source = String.valueOf(mount.source());
        var volume = desired.volumes().get(source);
        return mount.type() == MountSpec.Type.VOLUME && volume != null ? volume.name() : source;
    }

    private void networks() {
        for (var key : slot.service().networks()) {
            var network = desired.networks().get(key);
            if (network != null && !old.networks().containsKey(network.name())) {
                found.add("networks: " + network.name() + " added");
            }
        }
    }

    private void contents() {
        var noted = old.definition().contents();
        SpecHash.contents(desired, slot.service())
                .forEach((what, content) -> {
                    if (!content.equals(noted.getOrDefault(what, content))) {
                        found.add(named(what) + ": content changed");
                    }
                });
        if (old.specHash() == null) {
            slot.sameness()
                    .newer(old)
                    .forEach(
                            it -> found.add("bind " + relative(it) + ": newer than the container"));
        }
    }

    // A bind is known by its place in the container, and called by its file.
    private String named(String what) {
        for (var mount : slot.service().mounts()) {
            if (mount.source() != null && what.equals("bind " + mount.target())) {
                return "bind " + relative(mount.source());
            }
        }
        return what;
    }

    private String relative(String source) {
        var folder = desired.folder() + "/";
        return source.startsWith(folder) ? "./" + source.substring(folder.length()) : source;
    }
}
