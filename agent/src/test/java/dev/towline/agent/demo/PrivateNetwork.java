package dev.towline.agent.demo;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A bridge with an address `10.N.0.1` for an engine of its own: it must neither take nor remove
/// what other engines on this machine use.
///
/// @param part the second part of the addresses
record PrivateNetwork(int part) {
    private static final int LOWEST = 130;
    private static final int HIGHEST = 250;
    private static final int ATTEMPTS = 50;

    static PrivateNetwork create() {
        var random = RandomGenerator.getDefault();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var network = new PrivateNetwork(random.nextInt(LOWEST, HIGHEST));
            if (!network.taken() && network.made()) {
                return network;
            }
        }
        throw new DemoException("could not make a bridge in " + ATTEMPTS + " attempts");
    }

    // It fails where another program chose the same number meanwhile.
    private boolean made() {
        if (Command.run(Map.of(), "ip", "link", "add", bridge(), "type", "bridge").exitCode()
                != 0) {
            return false;
        }
        Command.output("ip", "address", "add", address("0.1/24"), "dev", bridge());
        Command.output("ip", "link", "set", bridge(), "up");
        return true;
    }

    private String bridge() {
        return "towline" + part;
    }

    private String address(String rest) {
        return "10." + part + "." + rest;
    }

    /// What dockerd is told. With address pools of its own it would remove the bridge `docker0` of
    /// the machine's engine when it starts after a crash (moby 20.10, `initNetworkController`).
    List<String> options() {
        return List.of(
                "--bridge=" + bridge(),
                "--iptables=false",
                "--ip-masq=false",
                "--ip-forward=false");
    }

    private boolean taken() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(InetAddress::getHostAddress)
                    .anyMatch(it -> it.startsWith(address("")));
        } catch (SocketException e) {
            throw new DemoException("could not list the network interfaces", e);
        }
    }

    /// Removes the bridge, and those of the networks that the engine made.
    ///
    /// @param networks their ids
    void close(Collection<String> networks) {
        delete(bridge());
        networks.forEach(it -> delete("br-" + it.substring(0, 12)));
    }

    // One that the engine removed itself is not there any more.
    private static void delete(String bridge) {
        Command.run(Map.of(), "ip", "link", "delete", bridge);
    }
}
