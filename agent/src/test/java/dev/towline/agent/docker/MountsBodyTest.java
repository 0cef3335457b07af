package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.agent.project.ObservedMount;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountsBodyTest {

    @Test
    void volumesGoThroughBindsWhereThatCanSayIt() {
        var host =
                host(
                        """
                        {"image": "i", "volumes": [
                          {"type": "bind", "source": "/a", "target": "/b",
                           "bind": {"create_host_path": true, "selinux": "z"}},
                          {"type": "bind", "source": "/c", "target": "/d", "read_only": true},
                          {"type": "volume", "source": "data", "target": "/e",
                           "volume": {}}]}
                        """);

        assertThat(host.path("Binds"))
                .isEqualTo(
                        Projects.json(
                                """
                                ["/a:/b:rw,z", "/c:/d:ro", "shop_data:/e:rw"]
                                """));
        assertThat(host.has("Mounts")).isFalse();
    }

    @Test
    void volumesGoThroughMountsOtherwise() {
        var host =
                host(
                        """
                        {"image": "i", "volumes": [
                          {"type": "bind", "source": "/a", "target": "/b",
                           "bind": {"create_host_path": false}},
                          {"type": "bind", "source": "/c", "target": "/d", "read_only": true,
                           "bind": {"create_host_path": true, "propagation": "rslave"}},
                          {"type": "volume", "source": "data", "target": "/e",
                           "volume": {"nocopy": true}},
                          {"type": "volume", "target": "/f"},
                          {"type": "tmpfs", "target": "/g",
                           "tmpfs": {"size": "1024", "mode": 448}}]}
                        """);

        assertThat(host.has("Binds")).isFalse();
        assertThat(written(host.path("Mounts")))
                .isEqualTo(
                        Projects.json(
                                """
                                [{"Type": "bind", "Source": "/a", "Target": "/b",
                                  "ReadOnly": false, "BindOptions": {}},
                                 {"Type": "bind", "Source": "/c", "Target": "/d",
                                  "ReadOnly": true, "BindOptions": {
                                    "Propagation": "rslave", "CreateMountpoint": true}},
                                 {"Type": "volume", "Source": "shop_data", "Target": "/e",
                                  "ReadOnly": false, "VolumeOptions": {"NoCopy": true}},
                                 {"Type": "volume", "Target": "/f", "ReadOnly": false},
                                 {"Type": "tmpfs", "Target": "/g", "ReadOnly": false,
                                  "TmpfsOptions": {"SizeBytes": 1024, "Mode": 448}}]
                                """));
    }

    @Test
    void volumesOfTheReplacedContainerTakeTheAnonymousOnesPlace() {
        var old = new ObservedMount("volume", "ab".repeat(32), "/f", false);
        var project =
                Projects.pinned(
                        project(
                                """
                                {"image": "i",
                                 "volumes": [{"type": "volume", "target": "/f"}]}
                                """));

        var body = ContainerBody.of(Projects.create(project, "api", List.of(old)), Projects.OLDEST);

        assertThat(body.path("HostConfig").path("Mounts"))
                .isEqualTo(
                        Projects.json(
                                """
                                [{"Type": "volume", "Source": "%s", "Target": "/f",
                                  "ReadOnly": false}]
                                """
                                        .formatted("ab".repeat(32))));
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
