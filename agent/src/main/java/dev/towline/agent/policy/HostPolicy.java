package dev.towline.agent.policy;

import dev.towline.agent.project.DesiredProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the owner of a VM allows its stacks, beyond what every stack may do.
///
/// Every rule is: refused unless listed here. What is refused at all, is in the rules.
///
/// @param privileged services, or `*`
/// @param binds absolute paths; each allows what lies below it too
/// @param namespaces of the host: network, pid, ipc, uts, user, cgroup
/// @param capabilities without `CAP_`; `ALL` for all
/// @param devices paths, as binds; or a rule, a CDI name, `gpu`
/// @param securityOptions as they stand in a compose file
/// @param containers of other projects whose namespaces or volumes may be joined
/// @param volumeTypes file systems that a volume of the driver `local` may mount
/// @param registries with a path or not; null: all
/// @param repositories beginnings of git addresses; null: all
public record HostPolicy(
        Set<String> privileged,
        List<String> binds,
        Set<String> namespaces,
        Set<String> capabilities,
        List<String> devices,
        Set<String> securityOptions,
        Set<String> containers,
        Set<String> volumeTypes,
        @Nullable List<String> registries,
        @Nullable List<String> repositories) {
    /// Of a VM whose owner said nothing.
    public static final HostPolicy DEFAULT =
            new HostPolicy(
                    Set.of(), List.of(), Set.of(), Set.of(), List.of(), Set.of(), Set.of(),
                    Set.of(), null, null);

    public HostPolicy {
        privileged = Set.copyOf(privileged);
        binds = List.copyOf(binds);
        namespaces = Set.copyOf(namespaces);
        capabilities = Set.copyOf(capabilities);
        devices = List.copyOf(devices);
        securityOptions = Set.copyOf(securityOptions);
        containers = Set.copyOf(containers);
        volumeTypes = Set.copyOf(volumeTypes);
        registries = registries == null ? null : List.copyOf(registries);
        repositories = repositories == null ? null : List.copyOf(repositories);
    }

    /// What speaks against a project on this VM, one line each: where, why, and what to write to
    /// allow it.
    public List<String> objections(DesiredProject project, Host host) {
        var mounts = new MountRules(this, project, host);
        var all = new ArrayList<>(mounts.ofProject());
        for (var service : project.services().values()) {
            all.addAll(new ConfinementRules(this, project, service).objections());
            all.addAll(mounts.of(service));
            all.addAll(new SourceRules(this).images(service));
        }
        return texts(all);
    }

    /// The bind sources that lead out of the project folder through a symbolic link, as objections.
    public List<String> links(DesiredProject project, Host host) {
        var mounts = new MountRules(this, project, host);
        return texts(
                project.services().values().stream()
                        .flatMap(it -> mounts.links(it).stream())
                        .toList());
    }

    private static List<String> texts(List<Objection> objections) {
        return objections.stream().map(Objection::text).distinct().toList();
    }

    /// Why nothing may be fetched from a repository.
    public Optional<String> objectionTo(String repository) {
        return new SourceRules(this).repository(repository);
    }
}
