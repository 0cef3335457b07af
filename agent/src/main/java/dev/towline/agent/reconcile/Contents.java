package dev.towline.agent.reconcile;

import dev.towline.agent.git.ContentHash;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.FileGrant;
import dev.towline.agent.project.MountSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What the files are that a project's containers mount from the project folder: a change of them
/// is a change of the service.
final class Contents {
    private Contents() {}

    /// Of the tracked files at or below each source.
    ///
    /// @param release the folder in which the commit was laid out
    static DesiredProject ofRelease(DesiredProject project, Path release) {
        return project.withContents(hashes(project, release, _ -> true));
    }

    /// Of each single file. What lies in a folder is not looked at: without a commit nobody knows
    /// which of it is data.
    static DesiredProject ofFolder(DesiredProject project) {
        var folder = Path.of(project.folder());
        return project.withContents(
                hashes(project, folder, it -> Files.isRegularFile(folder.resolve(it))));
    }

    private static Map<String, String> hashes(
            DesiredProject project, Path files, Predicate<String> counts) {
        var folder = Path.of(project.folder());
        var contents = new TreeMap<String, String>();
        for (var source : sources(project)) {
            if (Path.of(source).startsWith(folder)) {
                var relative = folder.relativize(Path.of(source)).toString();
                if (counts.test(relative)) {
                    ContentHash.of(files, relative).ifPresent(it -> contents.put(source, it));
                }
            }
        }
        return contents;
    }

    private static Set<String> sources(DesiredProject project) {
        var sources = new TreeSet<String>();
        for (var service : project.services().values()) {
            for (var mount : service.mounts()) {
                if (mount.type() == MountSpec.Type.BIND && mount.source() != null) {
                    sources.add(mount.source());
                }
            }
            for (var grant : FileGrant.of(project, service)) {
                if (grant.file().file() != null) {
                    sources.add(grant.file().file());
                }
            }
        }
        return sources;
    }
}
