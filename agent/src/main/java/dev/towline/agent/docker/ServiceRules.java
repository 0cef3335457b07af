package dev.towline.agent.docker;

import dev.towline.agent.docker.Rule.Applied;
import dev.towline.agent.docker.Rule.Each;
import dev.towline.agent.docker.Rule.Ignored;
import dev.towline.agent.docker.Rule.Judged;
import dev.towline.agent.docker.Rule.Keys;
import dev.towline.agent.docker.Rule.Refused;
import dev.towline.agent.docker.Rule.Since;
import dev.towline.agent.docker.Rule.UsedBefore;
import dev.towline.agent.docker.Rule.Within;

/// The rules of a service's attributes. Pure.
final class ServiceRules {
    private static final Rule SWARM = new Ignored("only a swarm has a use for it");

    private static final Keys HEALTHCHECK =
            Keys.applied("disable", "interval", "retries", "start_period", "test", "timeout")
                    .and(new Since(44), "start_interval");
    private static final Keys BLOCK_DEVICES =
            Keys.applied(
                    "device_read_bps",
                    "device_read_iops",
                    "device_write_bps",
                    "device_write_iops",
                    "weight",
                    "weight_device");
    private static final Keys DEVICE_REQUEST =
            Keys.applied("capabilities", "count", "device_ids", "driver", "options");
    private static final Keys PORT =
            Keys.applied("host_ip", "protocol", "published", "target")
                    .and(new UsedBefore(), "app_protocol", "mode", "name");
    private static final Keys ENDPOINT =
            Keys.applied("aliases", "driver_opts", "ipv4_address", "ipv6_address", "link_local_ips")
                    .and(new UsedBefore(), "priority")
                    .and(new Since(44), "mac_address")
                    .and(new Since(48), "gw_priority")
                    .and(new Since(49), "interface_name");
    private static final Keys FILE = Keys.applied("gid", "mode", "source", "target", "uid");
    private static final Keys HOOK =
            Keys.applied("command", "environment", "privileged", "user", "working_dir");
    private static final Keys LIMITS = Keys.applied("cpus", "memory", "pids");
    private static final Keys RESERVATIONS =
            Keys.applied("memory")
                    .and(SWARM, "cpus", "generic_resources")
                    .and(new Each(DEVICE_REQUEST), "devices");
    private static final Keys RESTART =
            Keys.applied("condition", "max_attempts")
                    .and(new Ignored("the engine has its own pauses"), "delay", "window");
    private static final Keys UPDATE =
            Keys.none()
                    .and(new UsedBefore(), "order")
                    .and(
                            SWARM,
                            "delay",
                            "failure_action",
                            "max_failure_ratio",
                            "monitor",
                            "parallelism");
    private static final Keys DEPLOY =
            Keys.none()
                    .and(new UsedBefore(), "replicas")
                    .and(Values.oneOf("replicated"), "mode")
                    .and(
                            new Within(
                                    Keys.none()
                                            .and(new Within(LIMITS), "limits")
                                            .and(new Within(RESERVATIONS), "reservations")),
                            "resources")
                    .and(new Within(RESTART), "restart_policy")
                    .and(new Within(UPDATE), "update_config")
                    .and(SWARM, "endpoint_mode", "labels", "placement", "rollback_config");

    /// A service's own keys.
    static final Keys SERVICE =
            simple().and(new Since(43), "annotations")
                    .and(new Within(BLOCK_DEVICES), "blkio_config")
                    .and(new Within(DEPLOY), "deploy")
                    .and(new Each(Keys.applied("permissions", "source", "target")), "devices")
                    .and(new Each(DEVICE_REQUEST), "gpus")
                    .and(new Within(HEALTHCHECK), "healthcheck")
                    .and(new Within(Keys.applied("driver", "options")), "logging")
                    .and(new Each(ENDPOINT), "networks")
                    .and(new Each(PORT), "ports")
                    .and(new Each(HOOK), "post_start", "pre_stop")
                    .and(new Each(FILE), "configs", "secrets")
                    .and(new Each(VolumeRules.MOUNT), "volumes")
                    .and(Values.oneOf("default"), "isolation")
                    .and(Values.noService(), "cgroup", "userns_mode", "uts")
                    .and(Values.pullPolicy(), "pull_policy")
                    .and(
                            new UsedBefore(),
                            "attach",
                            "build",
                            "container_name",
                            "depends_on",
                            "develop",
                            "env_file",
                            "extends",
                            "label_file",
                            "profiles",
                            "scale")
                    .and(new Ignored("Compose does nothing with it"), "pull_refresh_after")
                    .and(new Refused("only Windows has it"), "credential_spec")
                    .and(new Refused("run the model as a service of its own"), "models")
                    .and(new Refused("only what runs in containers is deployed"), "provider")
                    .and(
                            new Refused("mount the socket as a volume if the service must have it"),
                            "use_api_socket");

    private ServiceRules() {}

    private static Keys simple() {
        return Keys.applied(
                        "cap_add",
                        "cap_drop",
                        "cgroup_parent",
                        "command",
                        "cpu_count",
                        "cpu_percent",
                        "cpu_period",
                        "cpu_quota",
                        "cpu_rt_period",
                        "cpu_rt_runtime",
                        "cpu_shares",
                        "cpus",
                        "cpuset",
                        "device_cgroup_rules",
                        "dns",
                        "dns_opt",
                        "dns_search",
                        "domainname",
                        "entrypoint",
                        "environment",
                        "expose",
                        "external_links",
                        "extra_hosts",
                        "group_add",
                        "hostname",
                        "image",
                        "init")
                .and(
                        new Applied(),
                        "ipc",
                        "labels",
                        "links",
                        "mac_address",
                        "mem_limit",
                        "mem_reservation",
                        "mem_swappiness",
                        "memswap_limit",
                        "network_mode",
                        "oom_kill_disable",
                        "oom_score_adj",
                        "pid",
                        "pids_limit",
                        "platform",
                        "privileged",
                        "read_only",
                        "restart",
                        "runtime",
                        "security_opt",
                        "shm_size",
                        "stdin_open",
                        "stop_grace_period",
                        "stop_signal",
                        "storage_opt",
                        "sysctls",
                        "tmpfs",
                        "tty",
                        "ulimits",
                        "user",
                        "volumes_from",
                        "working_dir");
    }

    /// Rules that look at the value.
    private static final class Values {
        private Values() {}

        static Rule oneOf(String only) {
            return new Judged(value ->
                    value.asText().equals(only)
                            ? new UsedBefore()
                            : new Refused("only " + only + " is supported, not " + value.asText()));
        }

        static Rule noService() {
            return new Judged(value ->
                    value.asText().startsWith("service:")
                            ? new Refused("the engine cannot share it with another service")
                            : new Applied());
        }

        static Rule pullPolicy() {
            return new Judged(value ->
                    switch (value.asText()) {
                        case "build" ->
                                new Refused("build and push the image, and let it be pulled");
                        case "refresh" -> new Ignored("Compose takes it as missing");
                        case String word when PullPolicy.known(word) -> new UsedBefore();
                        case String word -> new Refused(word + " is not a policy");
                    });
        }
    }
}
