package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.plan.Step;
import org.junit.jupiter.api.Test;

class ResourceBodyTest {

    @Test
    void aNetworkKeepsItsAddressesAndOptions() {
        var body =
                network(
                        """
                        {"name": "shop_front", "driver": "bridge", "internal": true,
                         "driver_opts": {"com.docker.network.driver.mtu": 1400},
                         "ipam": {"config": [{"subnet": "10.1.0.0/24", "gateway": "10.1.0.1",
                           "ip_range": "10.1.0.128/25", "aux_addresses": {"a": "10.1.0.5"}}]},
                         "labels": {"own": "x"}}
                        """);

        assertThat(body)
                .isEqualTo(
                        Projects.json(
                                """
                                {"Name": "shop_front", "CheckDuplicate": true, "Driver": "bridge",
                                 "Internal": true,
                                 "Options": {"com.docker.network.driver.mtu": "1400"},
                                 "Labels": {"own": "x", "com.docker.compose.project": "shop",
                                   "com.docker.compose.network": "front",
                                   "com.docker.compose.version": "2.40.3",
                                   "com.docker.compose.config-hash":
                                     "0290d4ba13add1b912f285790580314f983ed2cbabd72ed97258372d061e7945"},
                                 "IPAM": {"Config": [
                                   {"Subnet": "10.1.0.0/24", "IPRange": "10.1.0.128/25",
                                    "Gateway": "10.1.0.1",
                                    "AuxiliaryAddresses": {"a": "10.1.0.5"}}]}}
                                """));
    }

    @Test
    void aVolumeKeepsItsDriverAndOptions() {
        var body =
                volume(
                        """
                        {"name": "shop_data", "driver": "local",
                         "driver_opts": {"type": "none", "o": "bind", "device": "/data"}}
                        """);

        assertThat(body)
                .isEqualTo(
                        Projects.json(
                                """
                                {"Name": "shop_data", "Driver": "local",
                                 "DriverOpts": {"type": "none", "o": "bind", "device": "/data"},
                                 "Labels": {"com.docker.compose.project": "shop",
                                   "com.docker.compose.volume": "data",
                                   "com.docker.compose.version": "2.40.3",
                                   "com.docker.compose.config-hash":
                                     "0acc2dab0658b05b133bda7f7f68f1eb6da18c8d137cf9d792bcf67ab6205137"}}
                                """));
    }

    @Test
    void whatIsNotKnownIsRefusedByName() {
        assertThatThrownBy(() -> network("{\"name\": \"n\", \"enable_ipv4\": false}"))
                .hasMessage("networks.front.enable_ipv4: needs API 1.48, the engine has 1.41");
        assertThatThrownBy(() -> volume("{\"name\": \"v\", \"cluster\": \"c\"}"))
                .hasMessage("volumes.data.cluster: it is not known");
    }

    private static JsonNode network(String canonical) {
        var project =
                Projects.project(
                        "{\"name\": \"shop\", \"networks\": {\"front\": " + canonical + "}}");
        var step = new Step.CreateNetwork(project, project.networks().get("front"), "test");
        return Projects.json(ResourceBody.of(step, Projects.OLDEST).toString());
    }

    private static JsonNode volume(String canonical) {
        var project =
                Projects.project(
                        "{\"name\": \"shop\", \"volumes\": {\"data\": " + canonical + "}}");
        var step = new Step.CreateVolume(project, project.volumes().get("data"), "test");
        return Projects.json(ResourceBody.of(step, Projects.OLDEST).toString());
    }
}
