package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// All attributes of a service, in the order in which Compose writes them: its config-hash depends
/// on that order. What is zero, false or empty is left out as Compose does.
final class ServiceShape {
    private static final Reader TEXT = Reader.nonEmpty(Values::text);
    private static final Reader FLAG = Reader.nonEmpty(Values::flag);
    private static final Reader NUMBER = Reader.nonEmpty(Values::integer);
    private static final Reader TEXTS = Reader.nonEmpty(Lists::texts);
    private static final Reader UNIQUE_TEXTS = Reader.nonEmpty(Lists::uniqueTexts);
    private static final Reader LABELS = Reader.nonEmpty(Mappings::labels);
    private static final Reader HEALTHCHECK =
            Shape.empty()
                    .with("test", Reader.nonEmpty(ServiceShape::healthTest))
                    .withEach(Values::duration, "timeout", "interval")
                    .with("retries", Values::count)
                    .withEach(Values::duration, "start_period", "start_interval")
                    .with("disable", FLAG);
    private static final Reader LOGGING =
            Shape.empty().with("driver", TEXT).with("options", LABELS);
    private static final Reader PROVIDER =
            Shape.empty()
                    .with("type", Values::text)
                    .with("options", Reader.nonEmpty(it -> Mappings.each(it, Lists::anyTexts)));
    private static final Reader MODELS =
            Reader.nonEmpty(it ->
                    Mappings.namesOrEach(
                            it, Shape.empty().withEach(TEXT, "endpoint_var", "model_var")));
    private static final Shape ORDER = of(new ProjectPaths(Path.of("/"), null));

    private ServiceShape() {}

    /// The same service with its keys in Compose's order.
    static ObjectNode ordered(ObjectNode service) {
        return ORDER.ordered(service);
    }

    /// The shape, with relative paths made absolute.
    static Shape of(ProjectPaths paths) {
        return last(secondHalf(firstHalf(kernel(paths)), paths), paths);
    }

    private static Shape kernel(ProjectPaths paths) {
        return Shape.empty()
                .with("profiles", UNIQUE_TEXTS)
                .with("annotations", LABELS)
                .with("attach", Values::flag)
                .with("build", new Build(paths))
                .with("develop", new Develop(paths))
                .with("blkio_config", new BlockInputOutput())
                .withEach(UNIQUE_TEXTS, "cap_add", "cap_drop")
                .withEach(TEXT, "cgroup_parent", "cgroup")
                .with("cpu_count", Reader.nonEmpty(Values::count))
                .with("cpu_percent", Reader.nonEmpty(Values.between(0, 100)))
                .withEach(NUMBER, "cpu_period", "cpu_quota", "cpu_rt_period", "cpu_rt_runtime")
                .with("cpus", Reader.nonEmpty(Values::decimal))
                .with("cpuset", TEXT)
                .with("cpu_shares", NUMBER);
    }

    private static Shape firstHalf(Shape shape) {
        return shape.with("command", Lists::command)
                .with("configs", Grants.OF_CONFIGS)
                .with("container_name", Values::text)
                .with("credential_spec", Shape.empty().withEach(TEXT, "config", "file", "registry"))
                .with("depends_on", Reader.nonEmpty(DependsOn::read))
                .with("deploy", Deploy::read)
                .with("device_cgroup_rules", TEXTS)
                .with("devices", Reader.nonEmpty(Devices::read))
                .with("dns", Reader.nonEmpty(ServiceShape::dns))
                .withEach(UNIQUE_TEXTS, "dns_opt", "dns_search")
                .with("domainname", TEXT)
                .with("entrypoint", Lists::command)
                .with("provider", PROVIDER)
                .with("environment", Mappings::environment)
                .with("env_file", Reader.nonEmpty(EnvFileList::read))
                .with("expose", Reader.nonEmpty(ServiceShape::expose))
                .with("external_links", TEXTS)
                .with("extra_hosts", Reader.nonEmpty(ExtraHosts::read))
                .with("group_add", Reader.nonEmpty(Lists::anyTexts))
                .with("gpus", Reader.nonEmpty(DeviceRequests::gpus));
    }

    private static Shape secondHalf(Shape shape, ProjectPaths paths) {
        return shape.with("hostname", TEXT)
                .with("healthcheck", HEALTHCHECK)
                .with("image", TEXT)
                .with("init", Values::flag)
                .withEach(TEXT, "ipc", "isolation")
                .with("labels", LABELS)
                .with("label_file", Reader.nonEmpty(it -> Lists.each(it, paths::local)))
                .with("links", UNIQUE_TEXTS)
                .with("logging", LOGGING)
                .withEach(
                        Values::someBytes,
                        "mem_limit",
                        "mem_reservation",
                        "memswap_limit",
                        "mem_swappiness")
                .with("mac_address", TEXT)
                .with("models", MODELS)
                .with("network_mode", TEXT)
                .with("networks", ServiceNetworks::read)
                .with("oom_kill_disable", FLAG)
                .with("oom_score_adj", Reader.nonEmpty(Values.between(-1000, 1000)))
                .with("pid", TEXT)
                .with("pids_limit", NUMBER)
                .with("platform", TEXT)
                .with("ports", Reader.nonEmpty(Ports::read))
                .with("privileged", FLAG);
    }

    private static Shape last(Shape shape, ProjectPaths paths) {
        return shape.with("pull_policy", ServiceShape::pullPolicy)
                .with("pull_refresh_after", ServiceShape::refreshAfter)
                .with("read_only", FLAG)
                .withEach(TEXT, "restart", "runtime")
                .with("scale", Values::count)
                .with("secrets", Grants.OF_SECRETS)
                .with("security_opt", TEXTS)
                .with("shm_size", Values::someBytes)
                .with("stdin_open", FLAG)
                .with("stop_grace_period", Values::duration)
                .with("stop_signal", TEXT)
                .withEach(LABELS, "storage_opt", "sysctls")
                .with("tmpfs", UNIQUE_TEXTS)
                .with("tty", FLAG)
                .with("ulimits", Reader.nonEmpty(Ulimits::read))
                .with("use_api_socket", FLAG)
                .withEach(TEXT, "user", "userns_mode", "uts")
                .with("volumes", Reader.nonEmpty(new Mounts(paths)))
                .with("volumes_from", TEXTS)
                .with("working_dir", TEXT)
                .withEach(Reader.nonEmpty(Hooks::read), "post_start", "pre_stop");
    }

    private static JsonNode healthTest(Field field) {
        if (!field.isSequence()) {
            return JsonNodeFactory.instance.arrayNode().add("CMD-SHELL").add(field.text());
        }
        var test = Lists.texts(field);
        var kind = test.path(0).asText("NONE");
        if (!kind.equals("CMD") && !kind.equals("CMD-SHELL") && !kind.equals("NONE")) {
            field.wrong("must begin with CMD, CMD-SHELL or NONE");
        }
        return test;
    }

    // Compose leaves empty ones out here, and nowhere else.
    private static JsonNode dns(Field field) {
        var some = JsonNodeFactory.instance.arrayNode();
        Lists.uniqueTexts(field)
                .forEach(it -> {
                    if (!it.asText().isEmpty()) {
                        some.add(it);
                    }
                });
        return some;
    }

    private static JsonNode expose(Field field) {
        return Lists.unique(Lists.anyTexts(field), JsonNode::asText);
    }

    private static @Nullable JsonNode pullPolicy(Field field) {
        var policy = Values.text(field);
        var isOldWord = policy != null && policy.asText().equals("if_not_present");
        return isOldWord ? TextNode.valueOf("missing") : policy;
    }

    private static @Nullable JsonNode refreshAfter(Field field) {
        field.worthKnowing("has no effect in Compose either: write pull_policy: every_N");
        return null;
    }
}
