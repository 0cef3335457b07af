package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// All attributes of a service that Compose knows: what reads each, or that it is refused.
final class ServiceShape {
    private static final Reader TEXTS = Reader.nonEmpty(Lists::texts);
    private static final Reader TEXT = Reader.nonEmpty(Values::text);
    private static final Reader PORT =
            Values.textOrNumberLike(
                    "[0-9]{1,5}(-[0-9]{1,5})?(/(tcp|udp|sctp))?", "a port like 80 or 80-85/udp");
    private static final Reader EXPOSE = Reader.nonEmpty(it -> Lists.each(it, PORT));
    private static final Reader HEALTHCHECK =
            Shape.empty()
                    .with("test", Reader.nonEmpty(ServiceShape::healthTest))
                    .with("timeout", Values::duration)
                    .with("interval", Values::duration)
                    .with("retries", Values::count)
                    .with("start_period", Values::duration)
                    .with("disable", Reader.nonEmpty(Values::flag))
                    .notYet("start_interval");
    private static final Reader LOGGING =
            Shape.empty().with("driver", TEXT).with("options", Reader.nonEmpty(Lists::options));
    private static final Shape DEPLOY =
            Shape.empty()
                    .with("replicas", Values::count)
                    .notYet(
                            "mode",
                            "labels",
                            "update_config",
                            "rollback_config",
                            "resources",
                            "restart_policy",
                            "placement",
                            "endpoint_mode");

    private static final Reader RESTART =
            Reader.nonEmpty(
                    Values.textLike(
                            "|no|always|unless-stopped|on-failure(:[0-9]{1,9})?",
                            "no, always, unless-stopped or on-failure[:N]"));
    private static final List<String> NOT_YET =
            Pattern.compile("[ \\n]+")
                    .splitAsStream(
                            """
                            annotations attach blkio_config cgroup cgroup_parent configs cpu_count cpu_percent
                            cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpuset credential_spec
                            develop device_cgroup_rules devices dns dns_opt dns_search domainname extends
                            external_links gpus group_add ipc isolation label_file links mac_address
                            mem_reservation mem_swappiness memswap_limit models network_mode oom_kill_disable
                            oom_score_adj pid pids_limit platform post_start pre_start pre_stop privileged
                            provider pull_refresh_after runtime secrets shm_size stdin_open storage_opt sysctls
                            tty ulimits use_api_socket userns_mode uts volumes_from
                            """)
                    .toList();

    private static final Shape ORDER = of(Path.of("/"));

    private ServiceShape() {}

    /// The same service with its keys in Compose's order.
    static ObjectNode ordered(ObjectNode service) {
        return ORDER.ordered(service);
    }

    /// The shape, with relative paths meaning those in this folder.
    static Shape of(Path projectFolder) {
        return texts(lists(Shape.empty()), projectFolder).notYet(NOT_YET.toArray(String[]::new));
    }

    // From here on in Compose's order, which its config-hash depends on.
    private static Shape lists(Shape shape) {
        return shape.with("profiles", TEXTS)
                .with("build", ServiceShape::build)
                .with("cap_add", TEXTS)
                .with("cap_drop", TEXTS)
                .with("cpus", Reader.nonEmpty(Values::decimal))
                .with("command", Lists::command)
                .with(
                        "container_name",
                        Values.textLike("[a-zA-Z0-9][a-zA-Z0-9_.-]+", "letters, digits and _.-"))
                .with("depends_on", Reader.nonEmpty(DependsOn::read))
                .with("deploy", ServiceShape::deploy)
                .with("entrypoint", Lists::command)
                .with("environment", Lists::environment)
                .with("env_file", Reader.nonEmpty(EnvFileList::read))
                .with("expose", EXPOSE)
                .with("extra_hosts", Reader.nonEmpty(ExtraHosts::read));
    }

    private static Shape texts(Shape shape, Path projectFolder) {
        return shape.with("hostname", TEXT)
                .with("healthcheck", HEALTHCHECK)
                .with("image", TEXT)
                .with("init", Values::flag)
                .with("labels", Reader.nonEmpty(Lists::labels))
                .with("logging", LOGGING)
                .with("mem_limit", Values::bytes)
                .with("networks", ServiceNetworks::read)
                .with("ports", Reader.nonEmpty(Ports::read))
                .with("pull_policy", ServiceShape::pullPolicy)
                .with("read_only", Reader.nonEmpty(Values::flag))
                .with("restart", RESTART)
                .with("scale", Values::count)
                .with("security_opt", TEXTS)
                .with("stop_grace_period", Values::duration)
                .with("stop_signal", TEXT)
                .with("tmpfs", Reader.nonEmpty(Lists::textOrTexts))
                .with("user", TEXT)
                .with("volumes", Reader.nonEmpty(new Mounts(projectFolder)))
                .with("working_dir", TEXT);
    }

    private static @Nullable JsonNode healthTest(Field field) {
        if (field.isSequence()) {
            var test = Lists.command(field);
            var kind = test.path(0).asText("NONE");
            if (!kind.equals("CMD") && !kind.equals("CMD-SHELL") && !kind.equals("NONE")) {
                field.wrong("must begin with CMD, CMD-SHELL or NONE");
            }
            return test;
        }
        var line = field.text();
        return line == null
                ? null
                : JsonNodeFactory.instance.arrayNode().add("CMD-SHELL").add(line);
    }

    // An image is never built here; beside `image`, `build` says how others build it.
    private static @Nullable JsonNode build(Field field) {
        field.worthKnowing("not used: the image is pulled, never built");
        return null;
    }

    private static @Nullable JsonNode deploy(Field field) {
        var deploy = DEPLOY.read(field);
        if (deploy != null) {
            deploy.putObject("resources");
            deploy.putObject("placement");
        }
        return deploy;
    }

    private static @Nullable JsonNode pullPolicy(Field field) {
        var policy = field.text();
        if (policy == null) {
            return null;
        }
        return switch (policy) {
            case "always", "missing", "never" -> TextNode.valueOf(policy);
            case "if_not_present" -> TextNode.valueOf("missing");
            default -> {
                field.wrong(
                        policy.matches("build|refresh|daily|weekly|every_([0-9]+[wdhms])+")
                                ? policy + " is not supported yet"
                                : "must be always, missing, if_not_present or never");
                yield null;
            }
        };
    }
}
