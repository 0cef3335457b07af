package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.docker.Rule.Applied;
import dev.towline.agent.docker.Rule.Each;
import dev.towline.agent.docker.Rule.Ignored;
import dev.towline.agent.docker.Rule.Judged;
import dev.towline.agent.docker.Rule.Keys;
import dev.towline.agent.docker.Rule.Refused;
import dev.towline.agent.docker.Rule.Since;
import dev.towline.agent.docker.Rule.UsedBefore;
import dev.towline.agent.docker.Rule.Within;

/// The rules of what a service mounts, and of the project's networks, volumes, configs and secrets.
/// Pure.
final class VolumeRules {
    private static final Rule SWARM = new Refused("only a swarm has it");

    /// An entry of a service's `volumes`.
    static final Keys MOUNT =
            Keys.applied("read_only", "source", "target")
                    .and(new Judged(VolumeRules::type), "type")
                    .and(new Ignored("it has no effect on Linux"), "consistency")
                    .and(
                            new Within(
                                    Keys.applied("create_host_path", "propagation", "selinux")
                                            .and(new Judged(VolumeRules::recursive), "recursive")),
                            "bind")
                    .and(
                            new Within(
                                    Keys.applied("labels", "nocopy").and(new Since(45), "subpath")),
                            "volume")
                    .and(new Within(Keys.applied("mode", "size")), "tmpfs")
                    .and(new Within(Keys.applied("subpath")), "image");

    /// A network of the project.
    static final Keys NETWORK =
            Keys.applied(
                            "attachable",
                            "driver",
                            "driver_opts",
                            "enable_ipv6",
                            "internal",
                            "labels",
                            "name")
                    .and(new UsedBefore(), "external")
                    .and(new Judged(VolumeRules::ipv4), "enable_ipv4")
                    .and(
                            new Within(
                                    Keys.applied("driver")
                                            .and(
                                                    new Ignored("Compose does not pass it on"),
                                                    "options")
                                            .and(
                                                    new Each(
                                                            Keys.applied(
                                                                    "aux_addresses",
                                                                    "gateway",
                                                                    "ip_range",
                                                                    "subnet")),
                                                    "config")),
                            "ipam");

    /// A volume of the project.
    static final Keys VOLUME =
            Keys.applied("driver", "driver_opts", "labels", "name")
                    .and(new UsedBefore(), "external");

    /// A config of the project.
    static final Keys CONFIG = file("content").and(SWARM, "external", "template_driver");

    /// A secret of the project.
    static final Keys SECRET =
            file().and(SWARM, "driver", "driver_opts", "external", "template_driver");

    private VolumeRules() {}

    private static Keys file(String... more) {
        return Keys.applied("environment", "file")
                .and(new Applied(), more)
                .and(new UsedBefore(), "name")
                .and(new Ignored("a file has no labels"), "labels");
    }

    private static Rule type(JsonNode type) {
        return switch (type.asText()) {
            case "bind", "tmpfs", "volume" -> new Applied();
            case "image" -> new Since(48);
            default -> new Refused("the engine on Linux has no " + type.asText() + " mounts");
        };
    }

    // `writable` is what engines before API 1.44 do anyway.
    private static Rule recursive(JsonNode recursive) {
        return recursive.asText().equals("readonly") ? new Since(44) : new Applied();
    }

    private static Rule ipv4(JsonNode enabled) {
        return enabled.asBoolean(true) ? new Applied() : new Since(48);
    }
}
