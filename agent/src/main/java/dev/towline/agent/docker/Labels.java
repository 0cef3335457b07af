package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.agent.plan.Step;
import dev.towline.agent.project.ConfigHash;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.NetworkSpec;
import dev.towline.agent.project.ServiceSpec;
import dev.towline.agent.project.SpecHash;
import dev.towline.agent.project.VolumeSpec;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What is written on everything that Towline creates: Compose's own labels, so that `docker
/// compose ps`, `logs` and `down` keep working, and Towline's, which are the truth after a crash.
/// Pure.
final class Labels {
    static final String PROJECT = "com.docker.compose.project";
    static final String SERVICE = "com.docker.compose.service";
    static final String NUMBER = "com.docker.compose.container-number";
    static final String ONE_OFF = "com.docker.compose.oneoff";
    static final String CONFIG_HASH = "com.docker.compose.config-hash";
    static final String VERSION = "com.docker.compose.version";
    static final String WORKING_DIR = "com.docker.compose.project.working_dir";

    /// What Towline notes of the contents that a container was given.
    static final String CONTENTS = "dev.towline.contents";

    static final String ENVIRONMENT = "dev.towline.environment";
    static final String GENERATION = "dev.towline.generation";
    static final String SHA = "dev.towline.sha";
    static final String SPEC = "dev.towline.spec";

    private Labels() {}

    /// Whether a label is Compose's or Towline's own, and not the user's.
    static boolean reserved(String label) {
        return label.startsWith("com.docker.compose.") || label.startsWith("dev.towline.");
    }

    static ObjectNode container(Step.CreateContainer step) {
        var project = step.project();
        var service = project.service(step.service());
        var labels = user(service.canonical());
        labels.put(PROJECT, project.name());
        labels.put(SERVICE, service.name());
        labels.put(NUMBER, Integer.toString(step.number()));
        labels.put(ONE_OFF, "False");
        labels.put(VERSION, ConfigHash.VERSION);
        labels.put(CONFIG_HASH, ConfigHash.of(service, step.joined()));
        labels.put("com.docker.compose.image", project.image(service).imageId().value());
        labels.put("com.docker.compose.depends_on", dependencies(project, service));
        if (step.place() == Step.CreateContainer.Place.TAKEN) {
            labels.put("com.docker.compose.replace", replaced(service, step.number()));
        }
        sources(project, labels);
        ours(step, labels);
        return node(labels);
    }

    private static void sources(DesiredProject project, Map<String, String> labels) {
        var files = project.provenance().composeFiles();
        labels.put(WORKING_DIR, project.folder());
        // `docker compose ls` fails where this one is missing or empty.
        labels.put(
                "com.docker.compose.project.config_files",
                files.isEmpty() ? project.folder() + "/compose.yaml" : String.join(",", files));
        if (!project.provenance().environmentFiles().isEmpty()) {
            labels.put(
                    "com.docker.compose.project.environment_file",
                    String.join(",", project.provenance().environmentFiles()));
        }
    }

    private static void ours(Step.CreateContainer step, Map<String, String> labels) {
        var project = step.project();
        var service = project.service(step.service());
        labels.put(ENVIRONMENT, step.origin().environment().value());
        labels.put(GENERATION, step.origin().generation().toString());
        if (step.origin().sha() != null) {
            labels.put(SHA, step.origin().sha().hex());
        }
        labels.put(SPEC, SpecHash.of(project, service));
        var contents = SpecHash.contents(project, service);
        if (!contents.isEmpty()) {
            labels.put(CONTENTS, node(contents).toString());
        }
    }

    private static String replaced(ServiceSpec service, int number) {
        var own = service.containerName();
        return own == null ? service.name() + "-" + number : own;
    }

    static ObjectNode network(DesiredProject project, NetworkSpec network) {
        var labels = user(network.canonical());
        labels.put(PROJECT, project.name());
        labels.put("com.docker.compose.network", network.key());
        labels.put(VERSION, ConfigHash.VERSION);
        labels.put(CONFIG_HASH, ConfigHash.of(network));
        return node(labels);
    }

    static ObjectNode volume(DesiredProject project, VolumeSpec volume) {
        var labels = user(volume.canonical());
        labels.put(PROJECT, project.name());
        labels.put("com.docker.compose.volume", volume.key());
        labels.put(VERSION, ConfigHash.VERSION);
        labels.put(CONFIG_HASH, ConfigHash.of(volume));
        return node(labels);
    }

    private static Map<String, String> user(JsonNode canonical) {
        var labels = new TreeMap<String, String>();
        canonical
                .path("labels")
                .properties()
                .forEach(it -> labels.put(it.getKey(), it.getValue().asText()));
        return labels;
    }

    // Compose reads it back where a project is stopped without its file.
    private static String dependencies(DesiredProject project, ServiceSpec service) {
        return service.dependsOn().stream()
                .filter(it -> project.services().containsKey(it.service()))
                .map(it -> it.service() + ":" + it.condition().word() + ":" + it.restart())
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static ObjectNode node(Map<String, String> labels) {
        var node = JsonNodeFactory.instance.objectNode();
        labels.forEach(node::put);
        return node;
    }
}
