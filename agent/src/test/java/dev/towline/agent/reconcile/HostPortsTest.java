package dev.towline.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.Surroundings;
import dev.towline.wire.Json;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostPortsTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void tellsThatSomebodyElseListens() throws IOException {
        try (var rival = new ServerSocket(0, 5, LOOPBACK)) {
            var port = rival.getLocalPort();

            var taken = HostPorts.taken(publishing("" + port, "tcp"), observed(Set.of()));

            assertThat(taken)
                    .containsExactly("api: port 127.0.0.1:" + port + ": Address already in use");
        }
    }

    @Test
    void leavesPortsThatTheProjectItselfPublishes() throws IOException {
        try (var own = new ServerSocket(0, 5, LOOPBACK)) {
            var port = own.getLocalPort();

            var taken = HostPorts.taken(publishing("" + port, "tcp"), observed(Set.of(port)));

            assertThat(taken).isEmpty();
        }
    }

    @Test
    void knowsUdpFromTcp() throws IOException {
        try (var rival = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            var port = "" + rival.getLocalPort();

            assertThat(HostPorts.taken(publishing(port, "udp"), observed(Set.of()))).hasSize(1);
            assertThat(HostPorts.taken(publishing(port, "tcp"), observed(Set.of()))).isEmpty();
        }
    }

    @Test
    void leavesRangesToTheEngine() throws IOException {
        var project = publishing("8000-9000", "tcp");

        assertThat(HostPorts.taken(project, observed(Set.of()))).isEmpty();
    }

    private static DesiredProject publishing(String published, String protocol) throws IOException {
        var canonical =
                Json.MAPPER.readTree(
                        """
                        {"name": "shop", "services": {"api": {"image": "api:1", "ports": [
                          {"mode": "ingress", "host_ip": "127.0.0.1", "target": 80,
                           "published": "%s", "protocol": "%s"}]}}}
                        """
                                .formatted(published, protocol));
        return DesiredProject.of(canonical, "/srv/shop");
    }

    private static ObservedProject observed(Set<Integer> ports) {
        return new ObservedProject(
                Map.of(), Map.of(), Map.of(), ports, List.of(), Surroundings.NONE);
    }
}
