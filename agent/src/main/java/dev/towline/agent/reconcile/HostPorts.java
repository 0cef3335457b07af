package dev.towline.agent.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedProject;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whether the host's ports that a project publishes can be had.
///
/// The engine finds out only when it starts a container, which is when the old one is stopped.
/// Ranges are left to it, and so are ports that the project's own running containers publish.
final class HostPorts {
    private static final Pattern ONE_PORT = Pattern.compile("[0-9]{1,5}");

    private HostPorts() {}

    /// Why a port cannot be had, one line for each.
    static List<String> taken(DesiredProject project, ObservedProject observed) {
        var taken = new ArrayList<String>();
        for (var service : project.services().values()) {
            for (var port : service.canonical().path("ports")) {
                var published = port.path("published").asText("");
                if (ONE_PORT.matcher(published).matches()
                        && !observed.publishedPorts().contains(Integer.valueOf(published))) {
                    obstacle(port, Integer.parseInt(published))
                            .ifPresent(it -> taken.add(service.name() + ": " + it));
                }
            }
        }
        return List.copyOf(taken);
    }

    private static Optional<String> obstacle(JsonNode port, int number) {
        var host = port.path("host_ip").asText("");
        var address =
                host.isEmpty()
                        ? new InetSocketAddress(number)
                        : new InetSocketAddress(host, number);
        var udp = port.path("protocol").asText("tcp").equals("udp");
        try (var _ = udp ? new DatagramSocket(address) : listening(address)) {
            return Optional.empty();
        } catch (BindException e) {
            // Without the right to bind low ports nothing is known; the engine has it.
            var words = String.valueOf(e.getMessage());
            return words.contains("Permission denied")
                    ? Optional.empty()
                    : Optional.of("port " + published(host, number) + ": " + words);
        } catch (IOException e) {
            return Optional.of("port " + published(host, number) + ": " + e.getMessage());
        }
    }

    private static ServerSocket listening(InetSocketAddress address) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.bind(address);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static String published(String host, int number) {
        return host.isEmpty() ? String.valueOf(number) : host + ":" + number;
    }
}
