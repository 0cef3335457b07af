package dev.towline.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.agent.AgentConfig.Environment;
import dev.towline.agent.AgentConfig.Git;
import dev.towline.agent.reconcile.EditPolicy;
import dev.towline.ids.EnvironmentName;
import dev.towline.settings.SettingsException;
import dev.towline.wire.DriftPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AgentConfigTest {
    private static final String ENVIRONMENT = "environments: { staging: { folder: /srv/app } }\n";

    @TempDir private Path folder;

    @Test
    void fillsInEveryDefault() throws Exception {
        var config = read("coordinator: http://127.0.0.1:7450\n" + ENVIRONMENT);

        assertThat(config)
                .isEqualTo(
                        new AgentConfig(
                                URI.create("http://127.0.0.1:7450"),
                                null,
                                Path.of("/var/lib/towline"),
                                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7460),
                                URI.create("unix:///var/run/docker.sock"),
                                null,
                                Duration.ofSeconds(60),
                                1L << 30,
                                Path.of("/etc/towline/policy.yml"),
                                List.of(
                                        new Environment(
                                                new EnvironmentName("staging"),
                                                Path.of("/srv/app"),
                                                Path.of("/srv/app/.env"),
                                                new Git(null, null, null),
                                                DriftPolicy.HOLD_OFF,
                                                EditPolicy.REFUSE,
                                                null))));
    }

    @Test
    void takesEverySetting() throws Exception {
        var config =
                read(
                        """
                        coordinator: http://towline.example/deploy
                        coordinatorCa: /etc/towline/ca.pem
                        insecureHttp: true
                        state: /data/towline
                        status: "[::1]:0"
                        docker: unix:///run/user/1000/docker.sock
                        dockerConfig: /root/.docker/config.json
                        interval: 5m
                        minFree: 512MiB
                        policy: /etc/own/policy.yml
                        environments:
                          staging:
                            folder: /srv/staging
                            drift: observe
                          production:
                            folder: /srv/catscan
                            envFile: /etc/catscan.env
                            drift: heal
                            git: { tokenFile: /etc/token, keyFile: /etc/key, knownHosts: /etc/hosts }
                            editedFiles: save-aside
                            allowedSigners: /etc/towline/allowed_signers
                        """);

        assertThat(config)
                .isEqualTo(
                        new AgentConfig(
                                URI.create("http://towline.example/deploy"),
                                Path.of("/etc/towline/ca.pem"),
                                Path.of("/data/towline"),
                                new InetSocketAddress(InetAddress.ofLiteral("::1"), 0),
                                URI.create("unix:///run/user/1000/docker.sock"),
                                Path.of("/root/.docker/config.json"),
                                Duration.ofMinutes(5),
                                512L << 20,
                                Path.of("/etc/own/policy.yml"),
                                List.of(
                                        new Environment(
                                                new EnvironmentName("staging"),
                                                Path.of("/srv/staging"),
                                                Path.of("/srv/staging/.env"),
                                                new Git(null, null, null),
                                                DriftPolicy.OBSERVE,
                                                EditPolicy.REFUSE,
                                                null),
                                        new Environment(
                                                new EnvironmentName("production"),
                                                Path.of("/srv/catscan"),
                                                Path.of("/etc/catscan.env"),
                                                new Git(
                                                        Path.of("/etc/token"),
                                                        Path.of("/etc/key"),
                                                        Path.of("/etc/hosts")),
                                                DriftPolicy.HEAL,
                                                EditPolicy.SAVE_ASIDE,
                                                Path.of("/etc/towline/allowed_signers")))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://towline.example",
                "http://localhost:7450",
                "http://127.0.0.2:7450",
                "http://[::1]:7450",
            })
    void takesACoordinatorThatCannotBeListenedTo(String url) throws Exception {
        assertThat(read("coordinator: " + url + "\n" + ENVIRONMENT).coordinator())
                .isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    coordinator: http://10.0.0.1:7450      | coordinator must be https
                    coordinator: http://localhost.evil.net | coordinator must be https
                    coordinator: https://me:pw@host        | coordinator must be an http or https URL
                    coordinator: ftp://host                | coordinator must be an http or https URL
                    state: towline                         | state must be an absolute path
                    status: 0.0.0.0:7460                   | status must be a loopback address
                    status: 127.0.0.1:70000                | status must be a loopback address
                    status: example.org:80                 | status must be a loopback address
                    docker: tcp://10.0.0.1:2375            | docker must be a unix socket
                    interval: 10ms                         | interval must be from 1s to 1d
                    intervall: 10s                         | intervall is unknown; known are
                    """)
    void refusesWhatWouldNotWork(String line, String problem) {
        var rest = line.startsWith("coordinator") ? "" : "coordinator: https://host\n";

        assertThatThrownBy(() -> read(line + "\n" + rest + ENVIRONMENT))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("agent.yml:1: " + problem);
    }

    @Test
    void tellsEverythingThatIsMissingAtOnce() {
        assertThatThrownBy(() ->
                        read("environments: { Staging: {}, b: { folder: /x }, c: { folder: /x } }"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("coordinator is missing")
                .hasMessageContaining("environments.Staging.folder is missing")
                .hasMessageContaining(
                        "environments has the name Staging, but an environment's name")
                .hasMessageContaining("environments.c.folder is another's too");
    }

    @Test
    void refusesAnAgentWithoutEnvironment() {
        assertThatThrownBy(() -> read("coordinator: https://host"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("environments must name one environment at least");
    }

    private AgentConfig read(String text) throws IOException, SettingsException {
        var file = Files.writeString(folder.resolve("agent.yml"), text);
        return AgentConfig.read(file, Map.of());
    }
}
