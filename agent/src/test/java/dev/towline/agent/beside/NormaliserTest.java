package dev.towline.agent.beside;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NormaliserTest {
    private static final String ID = "0123456789ab".repeat(5) + "cdef";
    private static final String VOLUME = "fedcba9876543210".repeat(4);
    private final Normaliser normaliser = new Normaliser(Map.of(ID, "p-web-1"), "10.9.8.0/24");

    @Nested
    class OfContainers {
        @Test
        void dropsWhatTheEngineMakesUpAndNothingElse() {
            var inspected =
                    """
                    {"Id": "%s", "Created": "now", "LogPath": "/l", "ResolvConfPath": "/r",
                     "HostnamePath": "/h", "HostsPath": "/hosts", "Path": "sh",
                     "GraphDriver": {"Name": "overlay2", "Data": {"LowerDir": "/x"}},
                     "State": {"Status": "running", "Pid": 7, "StartedAt": "a",
                       "FinishedAt": "b", "ExitCode": 0,
                       "Health": {"Status": "healthy", "FailingStreak": 0, "Log": []}},
                     "NetworkSettings": {"SandboxID": "s", "SandboxKey": "k", "Bridge": "",
                       "EndpointID": "", "IPAddress": "", "HairpinMode": false,
                       "Networks": {"p_default": {"EndpointID": "e", "NetworkID": "n",
                         "IPAddress": "172.18.0.2", "IPPrefixLen": 16, "Gateway": "172.18.0.1",
                         "MacAddress": "02:42", "DNSNames": null,
                         "IPAMConfig": {"IPv4Address": "10.9.8.7"}}}}}
                    """
                            .formatted(ID);

            var normal = normaliser.container(json(inspected));

            assertThat(normal)
                    .isEqualTo(
                            json(
                                    """
                                    {"Path": "sh",
                                     "GraphDriver": {"Name": "overlay2"},
                                     "State": {"Status": "running", "ExitCode": 0,
                                       "Health": {"Status": "healthy"}},
                                     "NetworkSettings": {"HairpinMode": false,
                                       "Networks": {"p_default": {
                                         "IPAMConfig": {"IPv4Address": "10.9.8.7"}}}}}
                                    """));
        }

        @Test
        void sortsWhatComposeKeepsInMapsAndNoOtherList() {
            var inspected =
                    """
                    {"Config": {"Env": ["Z=1", "A=1"], "Cmd": ["z", "a"]},
                     "HostConfig": {"Binds": ["z:/z", "a:/a"], "Dns": ["9.9.9.9", "1.1.1.1"],
                       "CapAdd": ["B", "A"], "Ulimits": [{"Name": "z"}, {"Name": "a"}],
                       "Mounts": [{"Target": "/z"}, {"Target": "/a"}]},
                     "Mounts": [{"Destination": "/z"}, {"Destination": "/a"}]}
                    """;

            var normal = normaliser.container(json(inspected));

            assertThat(normal)
                    .isEqualTo(
                            json(
                                    """
                                    {"Config": {"Env": ["A=1", "Z=1"], "Cmd": ["z", "a"]},
                                     "HostConfig": {"Binds": ["a:/a", "z:/z"],
                                       "Dns": ["9.9.9.9", "1.1.1.1"], "CapAdd": ["A", "B"],
                                       "Ulimits": [{"Name": "a"}, {"Name": "z"}],
                                       "Mounts": [{"Target": "/a"}, {"Target": "/z"}]},
                                     "Mounts": [{"Destination": "/a"}, {"Destination": "/z"}]}
                                    """));
        }

        @Test
        void writesNamesForIdsLongAndShort() {
            var inspected =
                    """
                    {"Config": {"Hostname": "%s"},
                     "HostConfig": {"IpcMode": "container:%s"},
                     "NetworkSettings": {"Networks": {"n": {"Aliases": ["web", "%s"]}}}}
                    """
                            .formatted(ID.substring(0, 12), ID, ID.substring(0, 12));

            var normal = normaliser.container(json(inspected)).toString();

            assertThat(normal)
                    .contains("\"Hostname\":\"<p-web-1>\"", "\"container:<p-web-1>\"")
                    .contains("[\"<p-web-1>\",\"web\"]");
        }

        @Test
        void keepsIdsThatAreNoContainersOfTheProject() {
            var image = "{\"Image\": \"sha256:" + VOLUME + "\"}";

            assertThat(normaliser.container(json(image))).isEqualTo(json(image));
        }

        @Test
        void callsAnonymousVolumesByWhereTheyAreMounted() {
            var inspected =
                    """
                    {"Mounts": [
                       {"Name": "%1$s", "Source": "/v/%1$s/_data", "Destination": "/data"},
                       {"Name": "p_named", "Source": "/v/p_named/_data", "Destination": "/n"}],
                     "HostConfig": {"Mounts": [{"Source": "%1$s", "Target": "/data"}]}}
                    """
                            .formatted(VOLUME);

            var normal = normaliser.container(json(inspected));

            assertThat(normal)
                    .isEqualTo(
                            json(
                                    """
                                    {"Mounts": [
                                       {"Name": "<anon:/data>", "Source": "/v/<anon:/data>/_data",
                                        "Destination": "/data"},
                                       {"Name": "p_named", "Source": "/v/p_named/_data",
                                        "Destination": "/n"}],
                                     "HostConfig": {"Mounts": [
                                       {"Source": "<anon:/data>", "Target": "/data"}]}}
                                    """));
        }

        @Test
        void dropsOnlyThePortsThatTheEngineChose() {
            var inspected =
                    """
                    {"HostConfig": {"PortBindings": {
                       "80/tcp": [{"HostPort": "8080"}], "81/tcp": [{"HostPort": ""}]}},
                     "NetworkSettings": {"Ports": {
                       "80/tcp": [{"HostPort": "8080"}], "81/tcp": [{"HostPort": "49153"}],
                       "82/tcp": null}}}
                    """;

            var normal = normaliser.container(json(inspected));

            assertThat(normal.at("/NetworkSettings/Ports"))
                    .isEqualTo(
                            json(
                                    """
                                    {"80/tcp": [{"HostPort": "8080"}],
                                     "81/tcp": [{"HostPort": "<eph>"}], "82/tcp": null}
                                    """));
        }

        @Test
        void dropsTowlinesLabelsAndNoneOfComposes() {
            var inspected =
                    """
                    {"Config": {"Labels": {"dev.towline.spec": "1", "dev.other": "1",
                       "com.docker.compose.config-hash": "abc",
                       "com.docker.compose.version": "2.40.3",
                       "com.docker.compose.depends_on": "z:a:false,b:c:true"}}}
                    """;

            var normal = normaliser.container(json(inspected));

            assertThat(normal.at("/Config/Labels"))
                    .isEqualTo(
                            json(
                                    """
                                    {"dev.other": "1",
                                     "com.docker.compose.config-hash": "abc",
                                     "com.docker.compose.version": "2.40",
                                     "com.docker.compose.depends_on": "b:c:true,z:a:false"}
                                    """));
        }

        @Test
        void leavesOutTheHashOnlyWhereItCoversAnotherContainersId() {
            var inspected =
                    """
                    {"HostConfig": {"NetworkMode": "container:%s"},
                     "Config": {"Labels": {"com.docker.compose.config-hash": "abc"}}}
                    """
                            .formatted(ID);

            var normal = normaliser.container(json(inspected));

            assertThat(normal.at("/Config/Labels"))
                    .isEqualTo(json("{\"com.docker.compose.config-hash\": \"<of ids>\"}"));
        }
    }

    @Nested
    class OfNetworksAndVolumes {
        @Test
        void keepsAddressesThatTheProjectNamesAndDropsTheEngines() {
            var inspected =
                    """
                    {"Id": "n", "Created": "now", "Containers": {"c": {}}, "Driver": "bridge",
                     "IPAM": {"Driver": "default", "Config": [
                       {"Subnet": "10.9.8.0/24"}, {"Subnet": "172.18.0.0/16"}]},
                     "Labels": {"dev.towline.x": "1", "com.docker.compose.network": "n"}}
                    """;

            var normal = normaliser.network(json(inspected));

            assertThat(normal)
                    .isEqualTo(
                            json(
                                    """
                                    {"Driver": "bridge",
                                     "IPAM": {"Driver": "default",
                                       "Config": [{"Subnet": "10.9.8.0/24"}]},
                                     "Labels": {"com.docker.compose.network": "n"}}
                                    """));
        }

        @Test
        void keepsAllOfAVolumeButItsTime() {
            var inspected = "{\"CreatedAt\": \"now\", \"Driver\": \"local\", \"Options\": null}";

            var normal = normaliser.volume(json(inspected));

            assertThat(normal).isEqualTo(json("{\"Driver\": \"local\", \"Options\": null}"));
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
