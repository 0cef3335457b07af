package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every attribute that Compose's schema has for a service is either read or refused by name.
final class ServiceAttributesTest {
    private static final List<String> ALL =
            """
            annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command
            configs container_name cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period
            cpu_rt_runtime cpu_shares cpus cpuset credential_spec depends_on deploy develop
            device_cgroup_rules devices dns dns_opt dns_search domainname entrypoint env_file
            environment expose extends external_links extra_hosts gpus group_add healthcheck
            hostname image init ipc isolation label_file labels links logging mac_address mem_limit
            mem_reservation mem_swappiness memswap_limit models network_mode networks
            oom_kill_disable oom_score_adj pid pids_limit platform ports post_start pre_start
            pre_stop privileged profiles provider pull_policy pull_refresh_after read_only restart
            runtime scale secrets security_opt shm_size stdin_open stop_grace_period stop_signal
            storage_opt sysctls tmpfs tty ulimits use_api_socket user userns_mode uts volumes
            volumes_from working_dir
            """
                    .transform(it -> Pattern.compile("[ \n]+").splitAsStream(it).toList());

    /// A value for each supported attribute, and what the canonical form has for it.
    private static final Map<String, String[]> SUPPORTED = new TreeMap<>();

    static {
        supported("cap_add", "[A]", "[\"A\"]");
        supported("cap_drop", "[A]", "[\"A\"]");
        supported("command", "a b", "[\"a\",\"b\"]");
        supported("container_name", "me", "\"me\"");
        supported("cpus", "'0.5'", "0.5");
        supported(
                "depends_on",
                "[other]",
                "{\"other\":{\"condition\":\"service_started\",\"required\":true}}");
        supported("deploy", "{replicas: 1}", "{\"replicas\":1,\"resources\":{},\"placement\":{}}");
        supported("entrypoint", "[a]", "[\"a\"]");
        supported("environment", "{A: 1}", "{\"A\":\"1\"}");
        supported("expose", "[80]", "[\"80\"]");
        supported("extra_hosts", "[a:1.2.3.4]", "[\"a=1.2.3.4\"]");
        supported("healthcheck", "{retries: 2}", "{\"retries\":2}");
        supported("hostname", "h", "\"h\"");
        supported("image", "y", "\"y\"");
        supported("init", "true", "true");
        supported("labels", "[a=b]", "{\"a\":\"b\"}");
        supported("logging", "{driver: none}", "{\"driver\":\"none\"}");
        supported("mem_limit", "1k", "\"1024\"");
        supported("networks", "[default]", "{\"default\":null}");
        supported("ports", "[80]", "[{\"mode\":\"ingress\",\"target\":80,\"protocol\":\"tcp\"}]");
        supported("profiles", "[p]", "[\"p\"]");
        supported("pull_policy", "never", "\"never\"");
        supported("read_only", "true", "true");
        supported("restart", "always", "\"always\"");
        supported("scale", "1", "1");
        supported("security_opt", "[a]", "[\"a\"]");
        supported("stop_grace_period", "90s", "\"1m30s\"");
        supported("stop_signal", "SIGINT", "\"SIGINT\"");
        supported("tmpfs", "/t", "[\"/t\"]");
        supported("user", "u", "\"u\"");
        supported("volumes", "[/v]", "[{\"type\":\"volume\",\"target\":\"/v\",\"volume\":{}}]");
        supported("working_dir", "/w", "\"/w\"");
    }

    /// Read, but not in the canonical form under their own name: each has its own test below.
    private static final List<String> RESOLVED = List.of("build", "env_file", "extends");

    @TempDir Path folder;

    static Stream<String> supportedNames() {
        return SUPPORTED.keySet().stream();
    }

    static Stream<String> otherNames() {
        return ALL.stream().filter(it -> !SUPPORTED.containsKey(it) && !RESOLVED.contains(it));
    }

    @Test
    void allOfComposesSchemaAreHere() {
        assertThat(ALL).hasSize(93).doesNotHaveDuplicates().containsAll(SUPPORTED.keySet());
    }

    @ParameterizedTest
    @MethodSource("supportedNames")
    void readsWhatIsSupported(String attribute) throws Exception {
        var value = SUPPORTED.get(attribute);

        var service = load(attribute + ": " + value[0]).project().service("a");

        assertThat(service.canonical().path(attribute)).hasToString(value[1]);
    }

    @ParameterizedTest
    @MethodSource("otherNames")
    void refusesByNameWhatIsNotSupportedYet(String attribute) {
        var refusal = catchThrowableOfType(ComposeException.class, () -> load(attribute + ": x"));

        assertThat(refusal)
                .hasMessage("compose.yaml:3: services.a.%s: not supported yet", attribute);
    }

    @Test
    void readsEnvFileIntoTheEnvironment() throws Exception {
        Files.writeString(folder.resolve("my.env"), "A=b");

        var service = load("env_file: my.env").project().service("a").canonical();

        assertThat(service.path("environment")).hasToString("{\"A\":\"b\"}");
        assertThat(service.has("env_file")).isFalse();
    }

    @Test
    void warnsThatBuildBesideAnImageIsNotUsed() throws Exception {
        var loaded = load("build: .");

        assertThat(loaded.warnings())
                .containsExactly(
                        "compose.yaml:3: services.a.build: not used: the image is pulled, never"
                                + " built");
        assertThat(loaded.project().service("a").canonical().has("build")).isFalse();
    }

    private LoadedProject load(String attribute) throws Exception {
        var image = attribute.startsWith("image") ? "x-none: 1" : "image: x";
        Files.writeString(
                folder.resolve("compose.yaml"),
                """
                services:
                  a:
                    %s
                    %s
                  other: {image: x}
                """
                        .formatted(attribute, image));
        return ComposeLoader.load(
                new ComposeRequest(
                        folder, folder, List.of(), "p", List.of("p"), Map.of(), List.of()));
    }

    private static void supported(String attribute, String yaml, String json) {
        SUPPORTED.put(attribute, new String[] {yaml, json});
    }
}
