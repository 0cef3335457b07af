package dev.towline.agent;

import dev.towline.agent.disk.Disk;
import dev.towline.agent.disk.HostDisk;
import dev.towline.agent.docker.DockerEngine;
import dev.towline.agent.docker.Engine;
import dev.towline.agent.failpoint.Failpoints;
import dev.towline.agent.git.GitAccess;
import dev.towline.agent.git.Mirror;
import dev.towline.agent.journal.Journal;
import dev.towline.agent.journal.JournalFile;
import dev.towline.agent.link.CoordinatorLink;
import dev.towline.agent.link.Identity;
import dev.towline.agent.link.LinkException;
import dev.towline.agent.link.Machine;
import dev.towline.agent.link.Outbox;
import dev.towline.agent.link.PinnedKey;
import dev.towline.agent.lock.ProjectLocks;
import dev.towline.agent.reconcile.EnvironmentLoop;
import dev.towline.agent.reconcile.EnvironmentSettings;
import dev.towline.agent.reconcile.HostSettings;
import dev.towline.agent.reconcile.KeptImages;
import dev.towline.agent.reconcile.Reports;
import dev.towline.agent.status.AgentMetrics;
import dev.towline.agent.status.Shown;
import dev.towline.agent.status.StatusEndpoint;
import dev.towline.ids.EnvironmentName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running agent: one process for all environments of its VM. The only class that knows every
/// package.
public final class Agent implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Agent.class);
    private static final Duration FETCH = Duration.ofMinutes(5);

    private final AgentConfig config;
    private final Failpoints failpoints = Failpoints.of(System.getenv());
    private final Disk disk = failpoints.around(new HostDisk());
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<EnvironmentLoop> loops = new ArrayList<>();
    private final AgentMetrics metrics =
            new AgentMetrics(
                    () -> loops.stream().map(it -> new Shown(it.status(), it.tally())).toList());

    private Agent(AgentConfig config) {
        this.config = config;
    }

    /// Starts everything, or nothing.
    ///
    /// @throws LinkException where an environment was not enrolled
    /// @throws IOException where the state folder is in use or the status address is taken
    public static Agent start(AgentConfig config) throws IOException, LinkException {
        var agent = new Agent(config);
        try {
            agent.open();
            return agent;
        } catch (IOException | LinkException | RuntimeException e) {
            agent.close();
            throw e;
        }
    }

    /// Where an environment's identity is kept.
    static Path identity(AgentConfig config, EnvironmentName environment) {
        return folder(config, environment).resolve("identity.json");
    }

    private void open() throws IOException, LinkException {
        keep(StateLock.take(config.state()));
        var engine =
                keep(failpoints.around(new DockerEngine(config.docker(), credentials(config))));
        var journals = journals();
        var shared = new Shared(engine, new KeptImages(journals.values()));
        for (var environment : config.environments()) {
            var journal = Objects.requireNonNull(journals.get(environment.name()));
            loops.add(keep(serve(environment, journal, shared)));
        }
        var endpoint =
                keep(
                        StatusEndpoint.start(
                                config.status(),
                                new StatusEndpoint.Sources(
                                        () -> loops.stream().map(EnvironmentLoop::status).toList(),
                                        metrics)));
        log.atInfo().addKeyValue("address", endpoint.address()).log("agent started");
    }

    /// What all environments of the VM have in common.
    private record Shared(Engine engine, KeptImages kept) {}

    /// All are opened before any environment begins: each may need an image that another lets go.
    private Map<EnvironmentName, Journal> journals() {
        var journals = new LinkedHashMap<EnvironmentName, Journal>();
        for (var environment : config.environments()) {
            var file = folder(config, environment.name()).resolve("journal.json");
            journals.put(environment.name(), Journal.on(failpoints.around(new JournalFile(file))));
        }
        return journals;
    }

    private EnvironmentLoop serve(
            AgentConfig.Environment environment, Journal journal, Shared shared)
            throws LinkException {
        var state = folder(config, environment.name());
        var identity = Identity.readHere(identity(config, environment.name()), Machine.ofThis());
        var locks = ProjectLocks.ofThisMachine();
        keep(locks.takeIdentity(identity.agent().value()));
        var pinned = PinnedKey.open(state.resolve("coordinator-key.json"), identity);
        var link = keep(CoordinatorLink.of(identity, pinned, config.coordinatorCa()));
        var outbox =
                keep(
                        Outbox.open(
                                state.resolve("outbox.json"),
                                InstantSource.system(),
                                link,
                                Thread::sleep));
        var parts =
                new EnvironmentLoop.Parts(
                        shared.engine(),
                        disk,
                        mirror(environment, state),
                        failpoints.files(),
                        journal,
                        shared.kept(),
                        locks,
                        link,
                        failpoints.around(metrics.counting(environment.name(), reports(outbox))));
        return new EnvironmentLoop(settings(environment, state), parts);
    }

    private Mirror mirror(AgentConfig.Environment environment, Path state) {
        var access = access(environment.git());
        return new Mirror(state.resolve("mirror.git"), access, FETCH, failpoints.files());
    }

    private static Reports reports(Outbox outbox) {
        var clock = InstantSource.system();
        return (generation, deployment, event) ->
                outbox.tell(clock.instant(), generation, deployment, event);
    }

    private EnvironmentSettings settings(AgentConfig.Environment environment, Path state) {
        var usual = environment.folder().resolve(".env");
        return new EnvironmentSettings(
                environment.name(),
                environment.folder(),
                environment.envFile().equals(usual) ? List.of() : List.of(environment.envFile()),
                state,
                config.interval(),
                config.minFree(),
                environment.drift(),
                environment.editPolicy(),
                Optional.ofNullable(environment.allowedSigners()),
                host());
    }

    private HostSettings host() {
        var own = new ArrayList<>(List.of(config.state(), config.policy(), credentials(config)));
        own.add(Path.of(config.docker().getPath()));
        for (var environment : config.environments()) {
            Optional.ofNullable(environment.allowedSigners()).ifPresent(own::add);
            Optional.ofNullable(environment.git().tokenFile()).ifPresent(own::add);
            Optional.ofNullable(environment.git().keyFile()).ifPresent(own::add);
        }
        return new HostSettings(config.policy(), own);
    }

    /// The file with the registries' credentials.
    static Path credentials(AgentConfig config) {
        var chosen = config.dockerConfig();
        return chosen != null
                ? chosen
                : Path.of(System.getProperty("user.home"), ".docker", "config.json");
    }

    private static GitAccess access(AgentConfig.Git git) {
        if (git.tokenFile() != null) {
            return new GitAccess.TokenFile(git.tokenFile());
        }
        if (git.keyFile() != null && git.knownHosts() != null) {
            return new GitAccess.SshKey(git.keyFile(), git.knownHosts());
        }
        return new GitAccess.Open();
    }

    /// An environment's own part of the state folder.
    static Path folder(AgentConfig config, EnvironmentName environment) {
        return config.state().resolve("environments").resolve(environment.value());
    }

    private <T extends AutoCloseable> T keep(T part) {
        opened.push(part);
        return part;
    }

    /// Ends everything in the reverse order of its start.
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                log.atWarn().addKeyValue("error", e.getMessage()).log("part did not close");
            }
        }
    }
}
