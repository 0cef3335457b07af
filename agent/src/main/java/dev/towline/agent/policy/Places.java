package dev.towline.agent.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The places of a VM, and who is given which.
///
/// A path is judged as it is written and as it really is, with its symbolic links followed: both
/// must pass. What contains a closed place is as closed as what lies in it. The project folder is
/// open though it may lie in a closed place (`/root/app`): the VM's owner put it there.
final class Places {
    private static final List<String> SYSTEM =
            List.of(
                    "/etc",
                    "/boot",
                    "/proc",
                    "/sys",
                    "/dev",
                    "/root",
                    "/var/lib/docker",
                    "/var/lib/containerd",
                    "/run/docker",
                    "/run/containerd",
                    "/run/systemd",
                    "/run/dbus",
                    "/var/spool/cron");
    private static final List<String> SOCKETS =
            List.of(
                    "/run/docker.sock",
                    "/run/containerd/containerd.sock",
                    "/run/podman/podman.sock",
                    "/run/crio/crio.sock");

    /// Wherever they are, as in `/run/user/1000`.
    private static final Set<String> SOCKET_NAMES =
            Set.of("docker.sock", "containerd.sock", "podman.sock", "crio.sock");

    /// What root runs: to write there is to be root.
    private static final List<String> PROGRAMS =
            List.of(
                    "/bin",
                    "/sbin",
                    "/lib",
                    "/lib32",
                    "/lib64",
                    "/usr/bin",
                    "/usr/sbin",
                    "/usr/lib",
                    "/usr/lib32",
                    "/usr/lib64",
                    "/usr/libexec",
                    "/usr/local/bin",
                    "/usr/local/sbin",
                    "/usr/local/lib");

    /// Everybody may read them, and many stacks mount them.
    private static final List<String> HARMLESS =
            List.of(
                    "/etc/localtime",
                    "/etc/timezone",
                    "/etc/hosts",
                    "/etc/hostname",
                    "/etc/resolv.conf",
                    "/etc/machine-id",
                    "/etc/os-release",
                    "/etc/passwd",
                    "/etc/group",
                    "/etc/ssl/certs",
                    "/etc/ca-certificates",
                    "/etc/pki/tls/certs",
                    "/etc/pki/ca-trust");

    private final Host host;
    private final Set<String> allowed;
    private final Set<String> folders;
    private final Set<String> sockets;
    private final Set<String> system;
    private final Set<String> programs;
    private final Set<String> harmless;

    Places(HostPolicy policy, String projectFolder, Host host) {
        this.host = host;
        this.allowed = both(policy.binds());
        this.folders = both(List.of(projectFolder));
        this.sockets = both(SOCKETS);
        this.system = both(Stream.concat(SYSTEM.stream(), host.own().stream()).toList());
        this.programs = both(PROGRAMS);
        this.harmless = both(HARMLESS);
    }

    /// Why a stack is not given this path; empty where it is.
    Optional<String> closed(String path, boolean readOnly) {
        var written = HostPath.clean(path);
        var real = host.real(written);
        return why(written, readOnly)
                .or(() ->
                        why(real, readOnly)
                                .map(it ->
                                        real.equals(written)
                                                ? it
                                                : it + " (it is a link to " + real + ")"));
    }

    /// Where a path of the project folder leads out of it; empty where it stays inside, or where it
    /// may go there.
    Optional<String> leadsOut(String path) {
        var real = host.real(path);
        var stays = !inFolder(HostPath.clean(path)) || inFolder(real) || isAllowed(real);
        return stays ? Optional.empty() : Optional.of(real);
    }

    boolean inFolder(String clean) {
        return folders.stream().anyMatch(it -> HostPath.within(clean, it));
    }

    private Optional<String> why(String path, boolean readOnly) {
        if (isAllowed(path)) {
            return Optional.empty();
        }
        if (path.equals("/")) {
            return Optional.of("it is the whole file system of the VM");
        }
        if (SOCKET_NAMES.contains(HostPath.lastName(path)) || isIn(sockets, path)) {
            return Optional.of("who has an engine's socket is root on the VM");
        }
        if (isIn(system, path) && !(readOnly && isHarmless(path))) {
            return Optional.of(
                    isHarmless(path)
                            ? "a stack may only read it: mount it read-only"
                            : "it belongs to the VM, not to a stack");
        }
        return !readOnly && isIn(programs, path)
                ? Optional.of("who writes there is root on the VM")
                : Optional.empty();
    }

    private boolean isAllowed(String path) {
        return allowed.stream().anyMatch(it -> HostPath.within(path, it));
    }

    private boolean isHarmless(String path) {
        return harmless.stream().anyMatch(it -> HostPath.within(path, it));
    }

    private boolean isIn(Set<String> closed, String path) {
        return closed.stream()
                .filter(it -> HostPath.overlap(path, it))
                .anyMatch(it -> !(inFolder(path) && hasFolderIn(it)));
    }

    private boolean hasFolderIn(String place) {
        return folders.stream().anyMatch(it -> HostPath.within(it, place));
    }

    private Set<String> both(List<String> paths) {
        var all = new TreeSet<String>();
        for (var path : paths) {
            all.add(HostPath.clean(path));
            all.add(host.real(path));
        }
        return all;
    }
}
