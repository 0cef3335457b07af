package dev.towline.agent.demo;

import dev.towline.agent.demo.Ground.Fronts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A site whose every part may fail: an engine of its own, small disks for it and for the agent's
/// state, a proxy in front of each server, and a clock that is the agent's own. It needs root.
final class ChaosSite implements AutoCloseable {
    private static final int ENGINE_MEGABYTES = 600;
    private static final int STATE_MEGABYTES = 200;

    private final Closing parts = new Closing();
    private final SmallDisk engineDisk;
    private final SmallDisk stateDisk;
    private final PrivateEngine engine;
    private final FakeClock clock;
    private final NetworkOf network = new NetworkOf();
    private final TestSite site;
    private final Path projects;

    private ChaosSite(Path folder) {
        try {
            engineDisk = parts.keep(SmallDisk.in(folder.resolve("disk-engine"), ENGINE_MEGABYTES));
            stateDisk = parts.keep(SmallDisk.in(folder.resolve("disk-state"), STATE_MEGABYTES));
            var log = folder.resolve("dockerd.log");
            engine = parts.keep(PrivateEngine.on(engineDisk.root().resolve("docker"), log));
            clock = FakeClock.in(folder);
            parts.keep(network);
            site = parts.keep(new TestSite("chaos", folder, ground(), TestSite.STAGING));
            projects = folder.resolve("vm").resolve("srv");
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    static ChaosSite in(Path folder) {
        return new ChaosSite(folder);
    }

    private Ground ground() {
        return new Ground(
                engine.socket(),
                state(),
                List.of("minFree: 64MiB", "interval: 5s"),
                clock.environment(),
                new Fronts(network::registry, network::git, network::coordinator));
    }

    TestSite site() {
        return site;
    }

    PrivateEngine engine() {
        return engine;
    }

    SmallDisk engineDisk() {
        return engineDisk;
    }

    SmallDisk stateDisk() {
        return stateDisk;
    }

    FakeClock clock() {
        return clock;
    }

    NetworkOf network() {
        return network;
    }

    /// The agent's own.
    Path state() {
        return stateDisk.root().resolve("state");
    }

    Path projectFolder() {
        return projects.resolve(site.project(TestSite.STAGING));
    }

    /// The folder of one of the stack's volumes.
    Path volume(String name) {
        var full = site.project(TestSite.STAGING) + "_" + name;
        return engineDisk.root().resolve("docker/volumes").resolve(full).resolve("_data");
    }

    /// For programs that a person runs.
    Map<String, String> shell(String tag) {
        return Map.of("DOCKER_HOST", engine.address(), "IMAGE_TAG", tag);
    }

    @Override
    public void close() {
        parts.close();
    }

    /// The VM's ways to the three servers.
    static final class NetworkOf implements AutoCloseable {
        private final Map<String, ToxicProxy> proxies = new TreeMap<>();

        private int before(String server, int port) {
            return proxies.computeIfAbsent(server, _ -> ToxicProxy.before(port)).port();
        }

        int registry(int port) {
            return before("registry", port);
        }

        int git(int port) {
            return before("git", port);
        }

        int coordinator(int port) {
            return before("coordinator", port);
        }

        void infect(String server, Toxin toxin) {
            var proxy = proxies.get(server);
            if (proxy == null) {
                throw new DemoException("there is no way to " + server);
            }
            proxy.infect(toxin);
        }

        @Override
        public void close() {
            proxies.values().forEach(ToxicProxy::close);
        }
    }
}
