package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.agent.plan.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerBodyTest {

    @Test
    void sendsEveryAttributeAsComposeDoes() {
        var body =
                body(
                        """
                        {"image": "registry/api:1",
                         "command": ["serve", "--all"],
                         "entrypoint": [],
                         "environment": {"A": "1=2", "GONE": null, "EMPTY": ""},
                         "ports": [
                           {"mode": "ingress", "host_ip": "127.0.0.1", "target": 80,
                            "published": "8080", "protocol": "tcp"},
                           {"mode": "ingress", "target": 80, "published": "9000-9010",
                            "protocol": "tcp"},
                           {"mode": "host", "target": 53, "protocol": "udp"}],
                         "expose": ["99", "98/udp"],
                         "volumes": [],
                         "networks": {
                           "back": {"aliases": ["store"]},
                           "front": {"priority": 5, "ipv4_address": "10.1.0.9",
                                     "aliases": ["www", "api"]}},
                         "healthcheck": {"test": ["CMD", "true"], "interval": "1m30s",
                            "timeout": "500ms", "start_period": "1h0m0s", "retries": 3},
                         "restart": "always",
                         "init": true,
                         "stop_signal": "SIGINT",
                         "stop_grace_period": "1m30s",
                         "labels": {"own": "x"},
                         "logging": {"driver": "loki:latest", "options": {"max-size": "10m"}},
                         "security_opt": ["no-new-privileges:true"],
                         "cap_add": ["NET_ADMIN"],
                         "cap_drop": ["ALL"],
                         "user": "1000:1000",
                         "working_dir": "/app",
                         "tmpfs": ["/run", "/tmp:size=64m,mode=1777"],
                         "extra_hosts": ["db=10.0.0.1", "v6=::1"],
                         "hostname": "box",
                         "read_only": true,
                         "mem_limit": "67108864",
                         "cpus": 1.999,
                         "tty": true,
                         "stdin_open": true,
                         "deploy": {"replicas": 2, "resources": {}, "placement": {}},
                         "container_name": "fixed",
                         "pull_policy": "always",
                         "profiles": ["a"],
                         "x-note": {"anything": 1}}
                        """);

        body.remove("Labels");
        assertThat(written(body))
                .isEqualTo(
                        Projects.json(
                                """
                                {"AttachStdout": true, "AttachStderr": true,
                                 "Image": "registry/api:1",
                                 "Cmd": ["serve", "--all"],
                                 "Entrypoint": [],
                                 "Hostname": "box",
                                 "OpenStdin": true,
                                 "StopSignal": "SIGINT",
                                 "Tty": true,
                                 "User": "1000:1000",
                                 "WorkingDir": "/app",
                                 "Env": ["A=1=2", "GONE", "EMPTY="],
                                 "Healthcheck": {"Test": ["CMD", "true"],
                                   "Interval": 90000000000, "Timeout": 500000000,
                                   "StartPeriod": 3600000000000, "Retries": 3},
                                 "StopTimeout": 90,
                                 "ExposedPorts": {"99": {}, "98/udp": {}, "80/tcp": {},
                                   "53/udp": {}},
                                 "NetworkingConfig": {"EndpointsConfig": {"shop_front": {
                                   "Aliases": ["fixed", "api", "www", "api"],
                                   "IPAddress": "10.1.0.9",
                                   "IPAMConfig": {"IPv4Address": "10.1.0.9"}}}},
                                 "HostConfig": {
                                   "PortBindings": {
                                     "80/tcp": [
                                       {"HostIp": "127.0.0.1", "HostPort": "8080"},
                                       {"HostIp": "", "HostPort": "9000-9010"}],
                                     "53/udp": [{"HostIp": "", "HostPort": ""}]},
                                   "CapAdd": ["CAP_NET_ADMIN"], "CapDrop": ["ALL"],
                                   "OomKillDisable": false,
                                   "Init": true, "ReadonlyRootfs": true,
                                   "SecurityOpt": ["no-new-privileges:true"],
                                   "Memory": 67108864,
                                   "NanoCpus": 1998999936,
                                   "RestartPolicy": {"Name": "no", "MaximumRetryCount": 0},
                                   "LogConfig": {"Type": "loki:latest",
                                     "Config": {"max-size": "10m"}},
                                   "Tmpfs": {"/run": "", "/tmp": "size=64m,mode=1777"},
                                   "ExtraHosts": ["db:10.0.0.1", "v6:::1"],
                                   "NetworkMode": "shop_front"}}
                                """));
    }

    @Nested
    class Networking {

        @ParameterizedTest
        @CsvSource({"host", "none", "bridge"})
        void followsTheNetworkMode(String mode) {
            var body = body("{\"image\": \"i\", \"network_mode\": \"" + mode + "\"}");

            assertThat(body.path("HostConfig").path("NetworkMode").asText()).isEqualTo(mode);
            assertThat(body.has("NetworkingConfig")).isFalse();
        }

        @Test
        void isNoneWithoutNetworks() {
            assertThat(host("{\"image\": \"i\"}").path("NetworkMode").asText()).isEqualTo("none");
        }

        @Test
        void keepsTheFinalNameAsAliasUnderATemporaryName() {
            var project =
                    Projects.pinned(project("{\"image\": \"i\", \"networks\": {\"back\": null}}"));
            var step = Projects.create(project, "api");
            var temporary =
                    new Step.CreateContainer(
                            project,
                            step.origin(),
                            "api",
                            1,
                            "temporary",
                            "shop-api-1",
                            "i",
                            step.restart(),
                            List.of(),
                            Map.of(),
                            "test");

            var endpoints = ContainerBody.of(temporary, Projects.OLDEST).path("NetworkingConfig");

            assertThat(endpoints)
                    .isEqualTo(
                            Projects.json(
                                    """
                                    {"EndpointsConfig":
                                      {"shop_back": {"Aliases": ["shop-api-1", "api"]}}}
                                    """));
        }
    }

    @Test
    void aDisabledHealthCheckIsSentAsNone() {
        assertThat(
                        body("{\"image\": \"i\", \"healthcheck\": {\"disable\": true}}")
                                .path("Healthcheck"))
                .isEqualTo(Projects.json("{\"Test\": [\"NONE\"]}"));
    }

    // As it is sent: in memory, an int and a long of one value differ.
    private static JsonNode written(JsonNode body) {
        return Projects.json(body.toString());
    }

    private static ObjectNode body(String service) {
        return ContainerBody.of(
                Projects.create(Projects.pinned(project(service)), "api"), Projects.OLDEST);
    }

    private static JsonNode host(String service) {
        return body(service).path("HostConfig");
    }

    private static String project(String service) {
        return """
        {"name": "shop", "services": {"api": %s},
         "networks": {"front": {"name": "shop_front"}, "back": {"name": "shop_back"}},
         "volumes": {"data": {"name": "shop_data"}}}
        """
                .formatted(service);
    }
}
