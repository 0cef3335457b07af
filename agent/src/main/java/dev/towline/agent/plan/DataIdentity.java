package dev.towline.agent.plan;

import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.MountSpec;
import dev.towline.agent.project.ObservedMount;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Whether a project's services would find the data that they left.
///
/// At each place of a service the same must be mounted as its container has there now; or, where
/// there is no container any more, as the last accepted release had. A volume is the same by its
/// name, a bind by its source. A place that is given up is no objection, and neither is a service:
/// what they had stays where it is, and somebody said so in the compose file.
///
/// What git has is not data: a bind source in the project folder is left out where everything that
/// lies there now is tracked, be it one file or a folder. So a configuration file may move, with
/// its folder; a folder that holds one untracked file, as a database's does, may not. A tracked
/// file that was edited is refused elsewhere, whatever it is for.
///
/// An order may name what it gives up all the same: `service:/target`, a volume's name, or
/// `project:name` for the project's new name.
public final class DataIdentity {
    private final DesiredProject desired;
    private final ObservedProject observed;
    private final Before before;

    /// What is known beside the project.
    ///
    /// @param accepted the last accepted release's project; null before the first
    /// @param inGit bind sources of containers that hold nothing but tracked files
    /// @param acceptedChanges what the order gives up
    public record Before(
            @Nullable DesiredProject accepted, Set<String> inGit, Set<String> acceptedChanges) {
        public Before {
            inGit = Set.copyOf(inGit);
            acceptedChanges = Set.copyOf(acceptedChanges);
        }
    }

    private DataIdentity(DesiredProject desired, ObservedProject observed, Before before) {
        this.desired = desired;
        this.observed = observed;
        this.before = before;
    }

    /// What would lose sight of data, one line each, with the value that would accept it.
    public static List<String> objections(
            DesiredProject desired, ObservedProject observed, Before before) {
        return new DataIdentity(desired, observed, before).objections();
    }

    /// The host paths whose content matters for the decision.
    public static Set<String> sources(ObservedProject observed, @Nullable DesiredProject accepted) {
        var all = new TreeSet<String>();
        observed.containers().stream()
                .flatMap(it -> it.mounts().stream())
                .filter(it -> it.type().equals("bind"))
                .forEach(it -> all.add(it.source()));
        if (accepted != null) {
            accepted.services().values().stream()
                    .flatMap(it -> it.mounts().stream())
                    .filter(it -> it.type() == MountSpec.Type.BIND)
                    .forEach(it -> Optional.ofNullable(it.source()).ifPresent(all::add));
        }
        return all;
    }

    private List<String> objections() {
        var all = new ArrayList<String>();
        renamed().ifPresent(all::add);
        for (var loss : Carried.found(desired, observed)) {
            if (matters(loss.service(), loss.mounted())) {
                all.add(withValue(loss.text(), value(loss.service(), loss.mounted())));
            }
        }
        all.addAll(sinceAccepted());
        return List.copyOf(all);
    }

    /// Everything would start anew beside what runs.
    private Optional<String> renamed() {
        var accepted = before.accepted();
        var value = "project:" + desired.name();
        if (accepted == null
                || accepted.name().equals(desired.name())
                || before.acceptedChanges().contains(value)) {
            return Optional.empty();
        }
        var text =
                ("the project would be called %s and no more %s: its containers would be left, and"
                                + " others with other volumes made")
                        .formatted(desired.name(), accepted.name());
        return Optional.of(withValue(text, value));
    }

    private List<String> sinceAccepted() {
        var accepted = before.accepted();
        if (accepted == null) {
            return List.of();
        }
        return desired.services().values().stream()
                .filter(it -> accepted.services().containsKey(it.name()) && isGone(it))
                .flatMap(it -> sinceAccepted(accepted, it).stream())
                .toList();
    }

    private boolean isGone(ServiceSpec service) {
        return observed.containers().stream().noneMatch(it -> it.service().equals(service.name()));
    }

    private List<String> sinceAccepted(DesiredProject accepted, ServiceSpec service) {
        return accepted.service(service.name()).mounts().stream()
                .flatMap(it -> mounted(accepted, it).stream())
                .filter(it -> Carried.lost(desired, service, it) && matters(service, it))
                .map(it -> withValue(words(service, it), value(service, it)))
                .toList();
    }

    private String words(ServiceSpec service, ObservedMount it) {
        return "%s: %s was the %s %s in the last accepted release, and would be %s"
                .formatted(
                        service.name(),
                        it.target(),
                        it.type(),
                        it.source(),
                        Carried.wanted(desired, service, it.target()));
    }

    /// As a container of that release had it; empty for what has no name outside of a container.
    private static Optional<ObservedMount> mounted(DesiredProject accepted, MountSpec mount) {
        var source = mount.source();
        if (source == null) {
            return Optional.empty();
        }
        return switch (mount.type()) {
            case BIND -> Optional.of(seen("bind", source, mount));
            case VOLUME -> {
                var volume = accepted.volumes().get(source);
                yield Optional.of(seen("volume", volume == null ? source : volume.name(), mount));
            }
            case TMPFS, IMAGE, NPIPE, CLUSTER -> Optional.empty();
        };
    }

    private static ObservedMount seen(String type, String source, MountSpec mount) {
        return new ObservedMount(type, source, mount.target(), mount.readOnly());
    }

    private boolean matters(ServiceSpec service, ObservedMount mounted) {
        var named = mounted.volume() && before.acceptedChanges().contains(mounted.source());
        var inGit = mounted.type().equals("bind") && before.inGit().contains(mounted.source());
        return !named && !inGit && !before.acceptedChanges().contains(value(service, mounted));
    }

    private static String value(ServiceSpec service, ObservedMount mounted) {
        return service.name() + ":" + mounted.target();
    }

    private static String withValue(String text, String value) {
        return text + "; order it with \"acceptVolumeChange\": [\"" + value + "\"] to do so";
    }
}
