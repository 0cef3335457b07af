package dev.towline.agent.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.towline.agent.plan.Step;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ImagePin;
import dev.towline.agent.project.ObservedMount;
import dev.towline.agent.project.Origin;
import dev.towline.agent.project.RestartPolicy;
import dev.towline.ids.CommitSha;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import dev.towline.ids.ImageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Projects and steps for tests.
final class Projects {
    static final JsonMapper MAPPER = JsonMapper.builder().build();
    static final CommitSha SHA = new CommitSha("0123456789".repeat(4));
    static final Origin ORIGIN = new Origin(new EnvironmentName("staging"), new Generation(7), SHA);
    static final ImageDigest IMAGE_ID = new ImageDigest("sha256:" + "ab".repeat(32));

    /// The oldest engine that is supported.
    static final EngineVersion OLDEST = new EngineVersion("1.41", "20.10.24");

    private Projects() {}

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    static DesiredProject project(String canonical) {
        return DesiredProject.of(json(canonical), "/srv/shop");
    }

    /// Every image resolved to the same id.
    static DesiredProject pinned(String canonical) {
        var project = project(canonical);
        var pins = new HashMap<String, ImagePin>();
        for (var service : project.services().values()) {
            pins.put(
                    service.image(), new ImagePin(service.image(), IMAGE_ID, null, null, Set.of()));
        }
        return project.withImages(pins);
    }

    static Step.CreateContainer create(DesiredProject project, String service) {
        return create(project, service, List.of());
    }

    static Step.CreateContainer create(
            DesiredProject project, String service, List<ObservedMount> carried) {
        var spec = project.service(service);
        var name = spec.containerName(project.name(), 1);
        return new Step.CreateContainer(
                project,
                ORIGIN,
                service,
                1,
                name,
                name,
                spec.image(),
                RestartPolicy.NO,
                carried,
                Map.of(),
                "test");
    }
}
