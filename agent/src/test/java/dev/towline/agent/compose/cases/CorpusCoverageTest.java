package dev.towline.agent.compose.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The cases leave out no attribute that Docker Compose knows.
final class CorpusCoverageTest {
    private static final Pattern WORD = Pattern.compile("\\S+");

    /// The properties of a service in the schema that Docker Compose 2.40.3 carries.
    private static final List<String> SERVICE_ATTRIBUTES =
            words(
                    """
                    annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command
                    configs container_name cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period
                    cpu_rt_runtime cpu_shares cpus cpuset credential_spec depends_on deploy develop
                    device_cgroup_rules devices dns dns_opt dns_search domainname entrypoint env_file
                    environment expose extends external_links extra_hosts gpus group_add healthcheck
                    hostname image init ipc isolation label_file labels links logging mac_address mem_limit
                    mem_reservation mem_swappiness memswap_limit models network_mode networks
                    oom_kill_disable oom_score_adj pid pids_limit platform ports post_start pre_stop
                    privileged profiles provider pull_policy pull_refresh_after read_only restart runtime
                    scale secrets security_opt shm_size stdin_open stop_grace_period stop_signal
                    storage_opt sysctls tmpfs tty ulimits use_api_socket user userns_mode uts volumes
                    volumes_from working_dir
                    """);

    private static final List<String> TOP_LEVEL_ELEMENTS =
            words("configs include models name networks secrets services version volumes");

    /// Docker Compose reads them and prints what they stand for, or nothing.
    private static final Set<String> UNPRINTED_ATTRIBUTES =
            Set.of("env_file", "extends", "label_file", "pull_refresh_after");

    private static final Set<String> UNPRINTED_ELEMENTS = Set.of("include", "models", "version");

    private static final List<Asked> VALID =
            CorpusCase.all().filter(CorpusCase::isValid).map(Asked::of).toList();

    /// What a valid case writes, and what Docker Compose prints for it.
    private record Asked(String yaml, JsonNode project) {
        static Asked of(CorpusCase given) {
            return new Asked(given.yaml(), given.project());
        }

        boolean writes(String key) {
            return Pattern.compile("(?m)(^|[\\s{,\"])" + key + "\"?\\s*:").matcher(yaml).find();
        }

        boolean prints(String attribute) {
            return project.path("services").valueStream().anyMatch(it -> it.hasNonNull(attribute));
        }
    }

    static List<String> serviceAttributes() {
        return SERVICE_ATTRIBUTES;
    }

    static List<String> topLevelElements() {
        return TOP_LEVEL_ELEMENTS;
    }

    @ParameterizedTest
    @MethodSource("serviceAttributes")
    void serviceAttributeIsInAValidCase(String attribute) {
        var cases = VALID.stream().filter(it -> it.writes(attribute));

        assertThat(cases)
                .anyMatch(it -> UNPRINTED_ATTRIBUTES.contains(attribute) || it.prints(attribute));
    }

    @ParameterizedTest
    @MethodSource("topLevelElements")
    void topLevelElementIsInAValidCase(String element) {
        var cases = VALID.stream().filter(it -> it.writes(element));

        assertThat(cases)
                .anyMatch(it -> UNPRINTED_ELEMENTS.contains(element) || it.project().has(element));
    }

    @Test
    void casesAreMany() {
        assertThat(VALID).hasSizeGreaterThan(200);
        assertThat(CorpusCase.all().count() - VALID.size()).isGreaterThan(100);
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }
}
