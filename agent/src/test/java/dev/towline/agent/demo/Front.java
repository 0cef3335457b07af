package dev.towline.agent.demo;

/// What stands between the VM and a server, such as a proxy: clients go to another port.
@FunctionalInterface
interface Front {
    /// Nothing is in between.
    Front NONE = port -> port;

    /// The port for the clients of the server on this port.
    int of(int port);
}
