package dev.towline.agent.demo;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A bridge and the addresses `10.N.x.x` for an engine of its own: it must neither take nor remove
/// what other engines on this machine use.
///
/// @param part the second part of the addresses
record PrivateNetwork(int part) implements AutoCloseable {
    private static final int LOWEST = 130;
    private static final int HIGHEST = 250;
    private static final int ATTEMPTS = 50;

    static PrivateNetwork create() {
        var random = RandomGenerator.getDefault();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var network = new PrivateNetwork(random.nextInt(LOWEST, HIGHEST));
            if (network.interfaces().isEmpty() && network.made()) {
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

    /// What dockerd is told.
    List<String> options() {
        return List.of(
                "--bridge=" + bridge(),
                "--iptables=false",
                "--ip-masq=false",
                "--ip-forward=false",
                "--default-address-pool",
                "base=" + address("128.0/17") + ",size=24");
    }

    /// The names of the interfaces that have such an address.
    private List<String> interfaces() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(it ->
                            it.inetAddresses()
                                    .map(InetAddress::getHostAddress)
                                    .anyMatch(address -> address.startsWith(address(""))))
                    .map(NetworkInterface::getName)
                    .toList();
        } catch (SocketException e) {
            throw new DemoException("could not list the network interfaces", e);
        }
    }

    /// Removes the bridge, and those that the engine made.
    @Override
    public void close() {
        interfaces().forEach(it -> Command.run(Map.of(), "ip", "link", "delete", it));
    }
}
