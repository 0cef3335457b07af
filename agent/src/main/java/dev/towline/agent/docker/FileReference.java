package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.FileGrant;
import dev.towline.agent.project.FileSpec;
import dev.towline.agent.project.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A config or secret as one service uses it. Pure.
///
/// @param path where it stands in the project, as `services.api.secrets[0]`
/// @param wanted the service's own words
/// @param file what it refers to
record FileReference(FileGrant.Kind kind, String path, JsonNode wanted, FileSpec file) {

    /// What a service uses, secrets first; what the project does not define is left out.
    static List<FileReference> of(DesiredProject project, ServiceSpec service) {
        var all = new ArrayList<FileReference>();
        read(FileGrant.Kind.SECRET, service, project.secrets(), all);
        read(FileGrant.Kind.CONFIG, service, project.configs(), all);
        return List.copyOf(all);
    }

    private static void read(
            FileGrant.Kind kind,
            ServiceSpec service,
            Map<String, FileSpec> files,
            List<FileReference> all) {
        var index = 0;
        for (var wanted : service.canonical().path(kind.attribute())) {
            var path = "services." + service.name() + "." + kind.attribute() + "[" + index++ + "]";
            var file = files.get(wanted.path("source").asText());
            if (file != null) {
                all.add(new FileReference(kind, path, wanted, file));
            }
        }
    }

    /// It is a file of the host, and is mounted.
    boolean mounted() {
        return !file.canonical().hasNonNull("content")
                && !file.canonical().hasNonNull("environment");
    }

    /// Where a mounted one is seen in the container.
    String mountTarget() {
        var target = wanted.path("target").asText("");
        return target.startsWith("/") ? target : kind.folder() + named(target);
    }

    /// Where a copied one is put. A config's relative target stays relative to the container's
    /// root.
    String copyTarget() {
        var target = wanted.path("target").asText("");
        var asIs = target.startsWith("/") || (kind == FileGrant.Kind.CONFIG && !target.isEmpty());
        return asIs ? target : kind.folder() + named(target);
    }

    private String named(String target) {
        return target.isEmpty() ? wanted.path("source").asText() : target;
    }
}
