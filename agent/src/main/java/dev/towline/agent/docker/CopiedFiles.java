package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.plan.Step;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ServiceSpec;
import java.util.List;

/// The configs and secrets of a service that are no files of the host, put into its container
/// before it starts.
///
/// Compose makes one call for each; one for all leaves the same files.
final class CopiedFiles {
    private static final int READABLE = 0444;

    private final EngineApi api;

    CopiedFiles(EngineApi api) {
        this.api = api;
    }

    /// @throws UnsupportedAttributeException for one that cannot be copied
    void put(Step.CopyFiles step) throws EngineException {
        var service = step.project().service(step.service());
        Attributes.requireSupported(step.project(), service, api.version());
        var entries = entries(step.project(), service);
        if (entries.isEmpty()) {
            return;
        }
        var tar = new TarWriter();
        entries.forEach(tar::add);
        var owned = entries.stream().anyMatch(it -> it.uid() != 0 || it.gid() != 0);
        var id = step.containerId();
        api.putTar(owned ? EnginePath.ownedArchive(id) : EnginePath.archive(id), tar.bytes());
    }

    /// The files, to be unpacked at the container's root.
    static List<TarWriter.Entry> entries(DesiredProject project, ServiceSpec service) {
        return FileReference.of(project, service).stream()
                .filter(it -> !it.mounted() && !content(it).isEmpty())
                .map(CopiedFiles::entry)
                .toList();
    }

    private static TarWriter.Entry entry(FileReference file) {
        return new TarWriter.Entry(
                file.copyTarget(),
                content(file),
                mode(file.wanted().path("mode")),
                number(file.wanted().path("uid")),
                number(file.wanted().path("gid")));
    }

    // Compose copies no empty file.
    private static String content(FileReference file) {
        var content = file.file().content();
        return content == null ? "" : content;
    }

    // The canonical form has it as an octal text, older ones as a number.
    private static int mode(JsonNode mode) {
        if (mode.isNumber()) {
            return mode.asInt();
        }
        return mode.asText("").isEmpty() ? READABLE : Integer.parseInt(mode.asText(), 8);
    }

    private static int number(JsonNode id) {
        return id.asText("").isEmpty() ? 0 : Integer.parseInt(id.asText());
    }
}
