package dev.towline.agent.policy;

import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.FileGrant;
import dev.towline.agent.project.MountSpec;
import dev.towline.agent.project.ServiceSpec;
import dev.towline.agent.project.VolumeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What of the host a stack may have: through binds, through volumes that are binds in disguise,
/// through configs and secrets, and through files that its variables come from.
final class MountRules {
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Set<String> BINDS = Set.of("bind", "rbind");

    /// They lie on another machine, or in memory.
    private static final Set<String> ELSEWHERE =
            Set.of("", "nfs", "nfs4", "cifs", "smb3", "tmpfs", "none", "bind");

    private final HostPolicy policy;
    private final DesiredProject project;
    private final Host host;
    private final Places places;

    MountRules(HostPolicy policy, DesiredProject project, Host host) {
        this.policy = policy;
        this.project = project;
        this.host = host;
        this.places = new Places(policy, project.folder(), host);
    }

    /// A path of the host that something of the stack names.
    private record Source(String where, String path, boolean readOnly) {}

    List<Objection> of(ServiceSpec service) {
        var all = new ArrayList<Objection>();
        binds(service).forEach(it -> closed(it).ifPresent(all::add));
        files(service).forEach(it -> closed(it).ifPresent(all::add));
        all.addAll(links(service));
        return all;
    }

    /// What leads out of the project folder through a symbolic link.
    List<Objection> links(ServiceSpec service) {
        var all = new ArrayList<>(binds(service));
        all.addAll(files(service));
        return all.stream()
                .flatMap(it -> places.leadsOut(it.path()).map(out -> link(it, out)).stream())
                .toList();
    }

    private static Objection link(Source source, String out) {
        return new Objection(
                source.where(),
                source.path()
                        + " leads through a symbolic link out of the project folder to "
                        + out,
                "binds",
                out);
    }

    /// What no single service is to blame for.
    List<Objection> ofProject() {
        var all = new ArrayList<Objection>();
        for (var path : host.filesRead()) {
            if (!places.inFolder(HostPath.clean(path)) && !allowed(path)) {
                all.add(
                        new Objection(
                                "env_file",
                                path + " lies outside the project folder",
                                "binds",
                                path));
            }
        }
        project.volumes().values().stream()
                .filter(it -> !it.external())
                .forEach(it -> volume(it).ifPresent(all::add));
        return all;
    }

    private List<Source> binds(ServiceSpec service) {
        var where = "services." + service.name() + ".volumes";
        return service.mounts().stream()
                .filter(it -> it.type() == MountSpec.Type.BIND && it.source() != null)
                .map(it -> new Source(where, String.valueOf(it.source()), it.readOnly()))
                .toList();
    }

    // The engine is given them as binds that cannot be written to.
    private List<Source> files(ServiceSpec service) {
        return FileGrant.of(project, service).stream()
                .filter(it -> !it.copied() && it.file().file() != null)
                .map(it ->
                        new Source(
                                "services." + service.name() + "." + it.kind().word() + "s",
                                String.valueOf(it.file().file()),
                                true))
                .toList();
    }

    private Optional<Objection> closed(Source source) {
        return places.closed(source.path(), source.readOnly())
                .map(why ->
                        new Objection(
                                source.where(),
                                source.path() + " is not for stacks: " + why,
                                "binds",
                                source.path()));
    }

    private boolean allowed(String path) {
        return policy.binds().stream()
                .anyMatch(it -> HostPath.within(HostPath.clean(path), HostPath.clean(it)));
    }

    /// The driver `local` mounts whatever its options say. Others are the VM's owner's choice, but
    /// some of them take a folder of the host too.
    private Optional<Objection> volume(VolumeSpec volume) {
        var where = "volumes." + volume.key() + ".driver_opts";
        var options = volume.canonical().path("driver_opts");
        var device = options.path("device").asText("");
        var type = options.path("type").asText("").toLowerCase(Locale.ROOT);
        if (!volume.canonical().path("driver").asText("local").equals("local")) {
            return options.valueStream()
                    .map(it -> it.asText(""))
                    .filter(it -> it.startsWith("/"))
                    .flatMap(it -> closed(new Source(where, it, false)).stream())
                    .findFirst();
        }
        if (isBind(options.path("o").asText("")) || BINDS.contains(type)) {
            return closed(new Source(where, device, false));
        }
        return ELSEWHERE.contains(type) || policy.volumeTypes().contains(type)
                ? Optional.empty()
                : Optional.of(
                        new Objection(
                                where,
                                "a volume of the type " + type + " mounts what is the VM's",
                                "volume_types",
                                type));
    }

    private static boolean isBind(String options) {
        return COMMA.splitAsStream(options).map(String::strip).anyMatch(BINDS::contains);
    }
}
