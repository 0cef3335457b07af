package dev.towline.agent.plan;

import dev.towline.agent.project.ConfigHash;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.NetworkSpec;
import dev.towline.agent.project.ObservedNetwork;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The networks of the fake engine, with what the engine finds out only at a container's start.
final class FakeNetworks {
    private final Map<String, ObservedNetwork> networks = new TreeMap<>();
    private int ids;

    void create(NetworkSpec network, String project) {
        refuseUnless(!networks.containsKey(network.name()), network.name() + " exists");
        networks.put(
                network.name(),
                new ObservedNetwork(
                        "net" + ++ids, network.name(), project, ConfigHash.of(network)));
    }

    void createUnlessThere(NetworkSpec network, String project) {
        if (!networks.containsKey(network.name())) {
            create(network, project);
        }
    }

    /// One that somebody made by hand, or another project.
    void put(ObservedNetwork network) {
        networks.put(network.name(), network);
    }

    void connect(FakeContainer container, String network) {
        refuseUnless(networks.containsKey(network), "no network " + network);
        refuseUnless(!container.networks.containsKey(network), "already connected");
        container.networks.put(network, container.state.alive() ? id(network) : "");
    }

    void disconnect(FakeContainer container, String network) {
        refuseUnless(container.networks.containsKey(network), "not connected to " + network);
        container.networks.remove(network);
    }

    /// Nothing may be attached, not even what is stopped: its next start would fail.
    void remove(String id, Collection<FakeContainer> containers) {
        for (var container : containers) {
            if (container.networks.containsValue(id)) {
                throw new AssertionError(container.name + " is attached to " + id);
            }
        }
        refuseUnless(networks.values().removeIf(it -> it.id().equals(id)), "no network " + id);
    }

    /// Somebody removes one by hand and makes it again.
    void makeAnewByHand(String name) {
        var old = networks.remove(name);
        if (old != null) {
            networks.put(
                    name,
                    new ObservedNetwork("net" + ++ids, name, old.project(), old.configHash()));
        }
    }

    /// What a start does: the networks must still be the ones, ports and addresses must be free.
    void attach(FakeContainer container, Collection<FakeContainer> all) {
        for (var network : container.networks.entrySet()) {
            var stale =
                    !network.getValue().isEmpty()
                            && !network.getValue().equals(id(network.getKey()));
            refuseUnless(!stale, "network " + network.getValue() + " not found");
        }
        for (var other : all) {
            var free = !other.state.alive() || Collections.disjoint(own(container), own(other));
            refuseUnless(free, "port or address is already allocated by " + other.name);
        }
        for (var id : container.joined.values()) {
            refuseUnless(all.stream().anyMatch(it -> it.id.equals(id)), "No such container: " + id);
        }
        refuseUnless(container.canJoin(all), "cannot join a non running container");
        container.networks.replaceAll((name, _) -> id(name));
    }

    // Read without the planner's own classes: they are what is tested.
    private static Set<String> own(FakeContainer container) {
        var own = new HashSet<String>();
        var canonical = container.spec.canonical();
        canonical.path("ports").forEach(it -> own.add(it.path("published").asText("")));
        canonical
                .path("networks")
                .properties()
                .forEach(
                        it -> own.add(it.getKey() + it.getValue().path("ipv4_address").asText("")));
        canonical.path("networks").fieldNames().forEachRemaining(own::remove);
        own.remove("");
        return own;
    }

    Map<String, ObservedNetwork> of(DesiredProject project) {
        var seen = new HashMap<String, ObservedNetwork>();
        for (var network : project.networks().values()) {
            var there = networks.get(network.name());
            if (there != null) {
                seen.put(network.name(), there);
            }
        }
        return seen;
    }

    private String id(String name) {
        var network = networks.get(name);
        refuseUnless(network != null, "no network " + name);
        return network == null ? "" : network.id();
    }

    private static void refuseUnless(boolean possible, String message) {
        if (!possible) {
            throw new IllegalStateException("refused: " + message);
        }
    }
}
