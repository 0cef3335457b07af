package dev.towline.agent.docker;

import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ServiceSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A file of the host, beside its binds, without which a service cannot be created. Pure.
///
/// @param where the attribute that names it, as `services.api.secrets[0]`
/// @param path absolute
public record HostFile(String where, String path) {

    /// The files of configs, secrets and seccomp profiles.
    public static List<HostFile> of(DesiredProject project) {
        return project.services().values().stream()
                .flatMap(it -> Stream.concat(mounted(project, it), profiles(project, it)))
                .toList();
    }

    private static Stream<HostFile> mounted(DesiredProject project, ServiceSpec service) {
        return FileReference.of(project, service).stream()
                .filter(FileReference::mounted)
                .map(it -> new HostFile(it.path(), it.file().canonical().path("file").asText()));
    }

    private static Stream<HostFile> profiles(DesiredProject project, ServiceSpec service) {
        var where = "services." + service.name() + ".security_opt";
        return SecurityOptions.profiles(service.canonical()).stream()
                .map(it -> new HostFile(where, Path.of(project.folder()).resolve(it).toString()));
    }
}
