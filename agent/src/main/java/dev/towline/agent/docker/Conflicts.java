package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.docker.Rule.Ignored;
import dev.towline.agent.docker.Rule.Refused;
import dev.towline.agent.docker.Rule.Since;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.FileSpec;
import dev.towline.agent.project.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is wrong with attributes of a service only beside others. Pure.
final class Conflicts {
    private static final List<String> TYPES = List.of("bind", "volume", "tmpfs", "image");

    private final DesiredProject project;
    private final ServiceSpec service;
    private final JsonNode spec;
    private final EngineVersion engine;
    private final String where;
    private final List<Objection> found = new ArrayList<>();

    /// @param path the attribute
    record Objection(String path, Rule rule) {}

    Conflicts(DesiredProject project, ServiceSpec service, EngineVersion engine) {
        this.project = project;
        this.service = service;
        this.spec = service.canonical();
        this.engine = engine;
        this.where = "services." + service.name();
    }

    List<Objection> found() {
        build();
        restarts();
        healthcheck();
        macAddress();
        securityOptions();
        volumesFrom();
        each("devices", this::device);
        each("volumes", this::volume);
        each("secrets", (path, it) -> defined(path, it, project.secrets()));
        each("configs", (path, it) -> defined(path, it, project.configs()));
        FileReference.of(project, service).forEach(this::file);
        return List.copyOf(found);
    }

    private void build() {
        if (spec.path("build").isEmpty()) {
            return;
        }
        add(
                "build",
                service.image().isEmpty()
                        ? new Refused("build and push the image, or set image")
                        : new Ignored("the image is pulled, never built"));
    }

    // The engine would say so only when the release was accepted already.
    private void restarts() {
        var policy = spec.path("deploy").path("restart_policy");
        var condition = policy.path("condition").asText("");
        var counted = policy.path("max_attempts").asInt(0) > 0;
        if (counted && !condition.equals("on-failure")) {
            var reason = "the engine counts restarts only with condition: on-failure";
            add(
                    "deploy.restart_policy.max_attempts",
                    condition.isEmpty() ? new Ignored(reason) : new Refused(reason));
        }
        if (!counted
                && service.restart().maximumRetries() > 0
                && !service.restart().name().equals("on-failure")) {
            add("restart", new Refused("the engine counts restarts only with on-failure"));
        }
    }

    // https://github.com/moby/moby/issues/48874
    private void healthcheck() {
        var check = spec.path("healthcheck");
        if (check.hasNonNull("start_interval") && !check.hasNonNull("start_period")) {
            add("healthcheck.start_interval", new Refused("it needs start_period beside it"));
        }
    }

    private void macAddress() {
        var own = spec.path("mac_address").asText("");
        if (own.isEmpty()) {
            return;
        }
        if (spec.hasNonNull("network_mode") && engine.atLeast(EngineVersion.ENDPOINTS)) {
            add("mac_address", new Ignored("without a network of its own it has no address"));
        }
        if (!service.networks().isEmpty()) {
            var main = service.networks().getFirst();
            var other = spec.path("networks").path(main).path("mac_address").asText(own);
            if (!other.equals(own)) {
                add("mac_address", new Refused("network " + main + " has another one"));
            }
        }
    }

    private void securityOptions() {
        each(
                "security_opt",
                (path, option) -> {
                    if (!SecurityOptions.wellFormed(option.asText())) {
                        found.add(new Objection(path, new Refused("it has no value")));
                    }
                });
    }

    private void volumesFrom() {
        each(
                "volumes_from",
                (path, entry) -> {
                    if (entry.asText().endsWith(":ro")) {
                        found.add(
                                new Objection(
                                        path,
                                        new Ignored("ro is lost, as with Compose: writable")));
                    }
                });
    }

    private void device(String path, JsonNode device) {
        var source = device.path("source").asText();
        if (DevicesBody.named(source, device.path("target").asText())) {
            found.add(new Objection(path, new Since(44)));
        }
    }

    private void volume(String path, JsonNode volume) {
        var type = volume.path("type").asText();
        for (var other : TYPES) {
            if (!other.equals(type) && !volume.path(other).isEmpty()) {
                var reason = "a mount of type " + type + " has no such options";
                found.add(new Objection(path + "." + other, new Ignored(reason)));
            }
        }
        if (volume.path("bind").hasNonNull("selinux") && MountsBody.inMounts(volume)) {
            found.add(
                    new Objection(
                            path + ".bind.selinux",
                            new Ignored("Compose drops it beside the other options")));
        }
    }

    private void defined(String path, JsonNode wanted, Map<String, FileSpec> files) {
        var source = wanted.path("source").asText();
        if (!files.containsKey(source)) {
            found.add(new Objection(path, new Refused("the project has no " + source)));
        }
    }

    private void file(FileReference file) {
        if (file.mounted()) {
            for (var key : List.of("uid", "gid", "mode")) {
                if (file.wanted().hasNonNull(key)) {
                    var rule = new Ignored("a mounted file keeps its own");
                    found.add(new Objection(file.path() + "." + key, rule));
                }
            }
        } else if (spec.path("read_only").asBoolean(false)) {
            found.add(
                    new Objection(
                            file.path(),
                            new Refused("a read_only service can only be given a file")));
        } else if (file.file().content() == null) {
            found.add(new Objection(file.path(), new Refused("its variable is not set")));
        }
    }

    private void add(String attribute, Rule rule) {
        found.add(new Objection(where + "." + attribute, rule));
    }

    private void each(String attribute, Each look) {
        var index = 0;
        for (var it : spec.path(attribute)) {
            look.at(where + "." + attribute + "[" + index++ + "]", it);
        }
    }

    private interface Each {
        void at(String path, JsonNode entry);
    }
}
