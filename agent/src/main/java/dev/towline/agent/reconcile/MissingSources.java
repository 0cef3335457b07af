package dev.towline.agent.reconcile;

import dev.towline.agent.docker.HostFile;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.MountSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds what a project mounts and the VM has not: neither now, nor once the release's files are in
/// the project folder.
///
/// @param release where the commit was laid out
record MissingSources(Path folder, Path release) {
    List<String> of(DesiredProject project) {
        return Stream.concat(binds(project), files(project)).toList();
    }

    /// Docker would make an empty folder, owned by root, where a bind source is missing.
    private Stream<String> binds(DesiredProject project) {
        return project.services().values().stream()
                .flatMap(service ->
                        service.mounts().stream()
                                .filter(it -> it.type() == MountSpec.Type.BIND)
                                .filter(it -> missing(Optional.ofNullable(it.source()).orElse("")))
                                .map(it ->
                                        service.name()
                                                + ": the bind source "
                                                + it.source()
                                                + " does not exist"));
    }

    private Stream<String> files(DesiredProject project) {
        return HostFile.of(project).stream()
                .filter(it -> missing(it.path()))
                .map(it -> it.where() + ": the file " + it.path() + " does not exist");
    }

    private boolean missing(String path) {
        var source = Path.of(path);
        if (Files.exists(source)) {
            return false;
        }
        return !source.startsWith(folder)
                || !Files.exists(release.resolve(folder.relativize(source)));
    }
}
