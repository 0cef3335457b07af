package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.agent.policy.HostPolicy;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
    @Test
    void readsEveryKey() throws Exception {
        var policy =
                PolicyReader.read(
                        "policy.yml",
                        """
                        allow:
                          privileged: ["*"]
                          binds: [/srv/data, /var/run/docker.sock]
                          namespaces: [network, pid, ipc, uts, user, cgroup]
                          capabilities: [NET_ADMIN, CAP_SYS_TIME]
                          devices: [/dev/ttyUSB0, "c 188:* rmw"]
                          security_opt: ["seccomp:unconfined"]
                          containers: [vpn]
                          volume_types: [overlay]
                        registries: [registry.example.com]
                        repositories: [https://git.example/acme/]
                        """);

        assertThat(policy)
                .isEqualTo(
                        new HostPolicy(
                                Set.of("*"),
                                List.of("/srv/data", "/var/run/docker.sock"),
                                Set.of("network", "pid", "ipc", "uts", "user", "cgroup"),
                                Set.of("NET_ADMIN", "SYS_TIME"),
                                List.of("/dev/ttyUSB0", "c 188:* rmw"),
                                Set.of("seccomp:unconfined"),
                                Set.of("vpn"),
                                Set.of("overlay"),
                                List.of("registry.example.com"),
                                List.of("https://git.example/acme/")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n", "{}", "allow: {}\n"})
    void isTheDefaultWhereItSaysNothing(String text) throws Exception {
        assertThat(PolicyReader.read("policy.yml", text)).isEqualTo(HostPolicy.DEFAULT);
    }

    @Test
    void anEmptyListOfRegistriesAllowsNone() throws Exception {
        assertThat(PolicyReader.read("policy.yml", "registries: []").registries()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alow: {}                        | policy.yml:1: alow: not a key of policy.yml",
                "allow: {bind: [/srv]}           | policy.yml:1: allow.bind: not a key of policy.yml",
                "allow: {binds: [data]}          | policy.yml:1: allow.binds[0]: must be an absolute path",
                "allow: {namespaces: [net]}      | policy.yml:1: allow.namespaces[0]: must be network",
                "allow: {capabilities: [net]}    | policy.yml:1: allow.capabilities[0]: must be a cap",
                "allow: {privileged: [1]}        | policy.yml:1: allow.privileged[0]: must be a text",
                "allow: []                       | policy.yml:1: allow: must be a mapping",
                "registries: {a: b}              | policy.yml:1: registries: must be a list",
                "'{'                             | policy.yml:1: not YAML",
            })
    void refusesWhatItDoesNotKnowWithTheLine(String text, String problem) {
        assertThatThrownBy(() -> PolicyReader.read("policy.yml", text))
                .isInstanceOf(ComposeException.class)
                .hasMessageStartingWith(problem);
    }
}
