package dev.towline.agent;

import dev.towline.agent.AgentConfig.Environment;
import dev.towline.agent.AgentConfig.Git;
import dev.towline.agent.reconcile.EditPolicy;
import dev.towline.ids.EnvironmentName;
import dev.towline.settings.HttpUrl;
import dev.towline.settings.Settings;
import dev.towline.settings.SettingsException;
import dev.towline.wire.DriftPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads an agent's settings: their defaults, and what they may be.
final class AgentSettings {
    private static final Path STATE = Path.of("/var/lib/towline");
    private static final Path POLICY = Path.of("/etc/towline/policy.yml");
    private static final InetSocketAddress STATUS = loopback("127.0.0.1", 7460);
    private static final URI DOCKER = URI.create("unix:///var/run/docker.sock");
    private static final Duration INTERVAL = Duration.ofSeconds(60);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final long MIN_FREE = 1L << 30;
    private static final Pattern ADDRESS =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[0-9.]+|localhost):(?<port>[0-9]{1,5})");

    private final Settings settings;

    AgentSettings(Path file, Map<String, String> variables) throws SettingsException {
        this.settings = Settings.read(file, variables);
    }

    AgentConfig read() throws SettingsException {
        var coordinator = coordinator();
        var coordinatorCa = settings.absolutePath("coordinatorCa").orElse(null);
        var state = settings.absolutePath("state").orElse(STATE);
        var status =
                settings.value("status", AgentSettings::listen, "a loopback address and a port")
                        .orElse(STATUS);
        var docker =
                settings.value("docker", AgentSettings::socket, "a unix socket, as " + DOCKER)
                        .orElse(DOCKER);
        var dockerConfig = settings.absolutePath("dockerConfig").orElse(null);
        var interval = interval();
        var minFree = settings.size("minFree").orElse(MIN_FREE);
        var policy = settings.absolutePath("policy").orElse(POLICY);
        var environments = environments();
        settings.finish();
        return new AgentConfig(
                coordinator.orElseThrow(),
                coordinatorCa,
                state,
                status,
                docker,
                dockerConfig,
                interval,
                minFree,
                policy,
                environments);
    }

    private Optional<URI> coordinator() {
        settings.require("coordinator");
        var insecure = settings.flag("insecureHttp").orElse(false);
        var coordinator = settings.value("coordinator", HttpUrl::parse, HttpUrl.FORM);
        coordinator
                .filter(it -> !insecure && HttpUrl.isInTheClear(it))
                .ifPresent(_ ->
                        settings.wrong(
                                "coordinator",
                                "must be https; the agent's token would go over the network"
                                        + " in the clear (insecureHttp: true allows it)"));
        return coordinator;
    }

    private Duration interval() {
        var interval = settings.duration("interval").orElse(INTERVAL);
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            settings.wrong("interval", "must be from 1s to 1d");
        }
        return interval;
    }

    private List<Environment> environments() {
        var environments = new ArrayList<Environment>();
        var sections = settings.sections("environments");
        if (sections.isEmpty()) {
            settings.wrong("environments", "must name one environment at least");
        }
        var folders = new HashSet<Path>();
        sections.forEach((name, section) -> {
            var environment = environment(name, section);
            environment
                    .filter(it -> !folders.add(it.folder()))
                    .ifPresent(_ -> section.wrong("folder", "is another's too"));
            environment.ifPresent(environments::add);
        });
        return environments;
    }

    private Optional<Environment> environment(String name, Settings section) {
        section.require("folder");
        var folder = section.absolutePath("folder");
        var envFile = section.absolutePath("envFile");
        var git = git(section.section("git"));
        var drift = drift(section);
        var editPolicy = editPolicy(section);
        var allowedSigners = section.absolutePath("allowedSigners").orElse(null);
        var known = name(name);
        return folder.filter(_ -> known.isPresent())
                .map(it ->
                        new Environment(
                                known.orElseThrow(),
                                it,
                                envFile.orElse(it.resolve(".env")),
                                git,
                                drift,
                                editPolicy,
                                allowedSigners));
    }

    private static DriftPolicy drift(Settings section) {
        return section.value(
                        "drift",
                        it -> choice(it, DriftPolicy.values()),
                        "heal, hold-off or observe")
                .orElse(DriftPolicy.HOLD_OFF);
    }

    private static EditPolicy editPolicy(Settings section) {
        return section.value(
                        "editedFiles",
                        it -> choice(it, EditPolicy.values()),
                        "refuse or save-aside")
                .orElse(EditPolicy.REFUSE);
    }

    /// Constants stand in settings as they do in JSON: in small letters, with hyphens.
    private static <E extends Enum<E>> Optional<E> choice(String word, E[] all) {
        return Arrays.stream(all)
                .filter(it -> it.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word))
                .findFirst();
    }

    private Optional<EnvironmentName> name(String name) {
        try {
            return Optional.of(new EnvironmentName(name));
        } catch (IllegalArgumentException e) {
            settings.wrong("environments", "has the name " + name + ", but " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Git git(Settings section) {
        return new Git(
                section.absolutePath("tokenFile").orElse(null),
                section.absolutePath("keyFile").orElse(null),
                section.absolutePath("knownHosts").orElse(null));
    }

    private static Optional<URI> socket(String text) {
        return uri(text)
                .filter(it -> "unix".equals(it.getScheme()) && it.getRawAuthority() == null)
                .filter(it -> it.getPath() != null && it.getPath().startsWith("/"));
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<InetSocketAddress> listen(String text) {
        var address = ADDRESS.matcher(text);
        if (!address.matches() || !HttpUrl.isLoopback(address.group("host"))) {
            return Optional.empty();
        }
        var port = Integer.parseInt(address.group("port"));
        return port > 65535 ? Optional.empty() : Optional.of(loopback(address.group("host"), port));
    }

    private static InetSocketAddress loopback(String host, int port) {
        var literal = host.equals("localhost") ? "127.0.0.1" : HttpUrl.bare(host);
        return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
    }
}
