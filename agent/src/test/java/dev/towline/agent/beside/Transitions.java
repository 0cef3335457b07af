package dev.towline.agent.beside;

import static dev.towline.agent.beside.Fate.GONE;
import static dev.towline.agent.beside.Fate.KEPT;
import static dev.towline.agent.beside.Fate.NEW;
import static dev.towline.agent.beside.Fate.REFUSED;
import static dev.towline.agent.beside.Fate.REPLACED;
import static dev.towline.agent.beside.TransitionProjects.BASE;
import static dev.towline.agent.beside.TransitionProjects.COUNTED;
import static dev.towline.agent.beside.TransitionProjects.FILE;
import static dev.towline.agent.beside.TransitionProjects.FILES;
import static dev.towline.agent.beside.TransitionProjects.JOINED;
import static dev.towline.agent.beside.TransitionProjects.NETWORKS;
import static dev.towline.agent.beside.TransitionProjects.with;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Changes of a single thing each, to projects that are as small as the change allows.
final class Transitions {
    private static final String API = "  api: {image: \"@IMAGE@:one\", deploy: {replicas: 1}}\n";
    private static final String ORPHANS =
            "what Towline created and the project no longer has is removed, as"
                    + " --remove-orphans would: nobody is there to read a warning";

    private static final String FINISHED =
            "what ended with exit code 0, and is neither a server nor to be restarted, is finished:"
                    + " a pass every few seconds must not run it for ever";

    private static final String FILE = "compose.yaml";

    private Transitions() {}

    static List<Transition> all() {
        return Stream.of(
                        ofTheImage(),
                        ofTheProcess(),
                        ofWhatIsOutside(),
                        ofWhatLeavesContainersAlone(),
                        ofFiles(),
                        ofNetworks(),
                        ofJoined(),
                        ofNumbersAndNames(),
                        byHand())
                .flatMap(it -> it)
                .toList();
    }

    private static Stream<Transition> ofTheImage() {
        var moving = Map.of(FILE, "services: {web: {image: \"@PROJECT@:moving\"}}");
        return Stream.of(
                web("another image", ":one\"\n    environment", ":two\"\n    environment"),
                web("another tag of the same image", ":one\"\n    env", ":same\"\n    env"),
                Transition.of(
                        "the tag means another image",
                        moving,
                        it ->
                                Docker.run(
                                        "tag", Images.REPOSITORY + ":two", it.name() + ":moving")));
    }

    private static Stream<Transition> ofTheProcess() {
        return Stream.of(
                web("environment value", "red", "blue"),
                Transition.of("line of an env file", BASE, it -> it.write("web.env", "SIZE=2\n")),
                adds("command", "command: [sleep, '1000']"),
                adds("entrypoint", "entrypoint: [sleep, '1000']"),
                adds("user", "user: '7'"),
                adds("working directory", "working_dir: /tmp"),
                adds("hostname", "hostname: other"),
                adds("init", "init: true"),
                adds("grace period", "stop_grace_period: 2s"),
                adds("memory limit", "mem_limit: 64m"),
                adds("health check", "healthcheck: {test: [CMD, 'true'], interval: 300ms}"),
                adds("restart policy", "restart: unless-stopped"),
                adds("logging", "logging: {driver: json-file, options: {max-size: 1m}}"));
    }

    private static Stream<Transition> ofWhatIsOutside() {
        return Stream.of(
                web("label", "tier: front", "tier: back"),
                web("port", "PORT1", "PORT2"),
                web("port removed", "    ports: [\"127.0.0.1:@PORT1@:80\"]\n", ""),
                web("bind added", "\"data:/data\"", "\"data:/data\", \"./new:/new\""),
                web("volume added", "\"data:/data\"", "\"data:/data\", \"/anonymous\""),
                web("volume removed", "    volumes: [\"data:/data\"]\n", ""),
                web(
                        "container name",
                        "    labels",
                        "    container_name: '@PROJECT@-x'\n    labels"),
                adds("tmpfs", "tmpfs: [/run]"),
                web("volume's definition", "{data: {}}", "{data: {labels: {a: b}}}")
                        .deliberately(
                                Map.of("api-1", KEPT, "web-1", KEPT, "apply", REFUSED),
                                "a volume is never made anew, and a file that says otherwise must"
                                        + " not look applied; Docker Compose asks, and goes on"));
    }

    private static Stream<Transition> ofWhatLeavesContainersAlone() {
        return Stream.of(
                web("comment and extension", "services:", "x-note: 1 # why\nservices:"),
                web("dependency", "    depends_on: [web]\n", ""),
                adds("pull policy", "pull_policy: never"),
                web(
                        "the same port in long form",
                        "\"127.0.0.1:@PORT1@:80\"",
                        "{target: 80, published: '@PORT1@', host_ip: 127.0.0.1}"),
                web("the same value elsewhere", "{COLOUR: red}", "[COLOUR=red]"));
    }

    private static Stream<Transition> ofFiles() {
        return Stream.of(
                content("bind", "site.conf"),
                content("config", "app.conf"),
                content("secret", "token"),
                edit("inline content of a config", FILES, "content: \"first\"", "content: other")
                        .deliberately(
                                Map.of("api-1", KEPT, "web-1", REPLACED),
                                "the text stands in the project itself; Docker Compose leaves the"
                                        + " old one in the container without a word"),
                edit(
                        "target of a config",
                        FILES,
                        "configs: [app,",
                        "configs: [{source: app, target: /x},"));
    }

    private static Transition content(String kind, String file) {
        return Transition.of("content of a " + kind, FILES, it -> it.write(file, "second"))
                .deliberately(
                        Map.of("api-1", KEPT, "web-1", REPLACED),
                        "what the container reads is what the file says; Docker Compose leaves it"
                                + " with what it read before");
    }

    private static Stream<Transition> ofNetworks() {
        return Stream.of(
                edit("network added", NETWORKS, "networks: [back]", "networks: [back, front]"),
                edit("network left", NETWORKS, "networks: [back]", "networks: [front]"),
                edit("alias", NETWORKS, "[www]", "[www2]"),
                edit("network's definition", NETWORKS, "tier: front", "tier: other"));
    }

    private static Stream<Transition> ofJoined() {
        return Stream.of(edit("what others join or wait for", JOINED, "red", "blue"));
    }

    private static Stream<Transition> ofNumbersAndNames() {
        return Stream.of(
                edit("scale up", COUNTED, "scale: 2", "scale: 3"),
                edit("scale down", COUNTED, "scale: 2", "scale: 1"),
                edit("scale to none", COUNTED, "scale: 2", "scale: 0"),
                edit("replicas", COUNTED, "replicas: 1", "replicas: 2"),
                Transition.of(
                        "profile enabled",
                        COUNTED,
                        it -> it.write("arguments", "--profile\ndebug\n")),
                Transition.of(
                        "profile disabled",
                        with(COUNTED, "arguments", "--profile\ndebug\n"),
                        it -> it.write("arguments", "")),
                edit("service renamed", COUNTED, "  api:", "  backend:")
                        .deliberately(
                                Map.of(
                                        "api-1",
                                        GONE,
                                        "backend-1",
                                        NEW,
                                        "web-1",
                                        KEPT,
                                        "web-2",
                                        KEPT),
                                ORPHANS),
                edit("service removed", COUNTED, API, "")
                        .deliberately(Map.of("api-1", GONE, "web-1", KEPT, "web-2", KEPT), ORPHANS),
                edit(
                        "service added",
                        COUNTED,
                        "  api:",
                        "  more: {image: \"@IMAGE@:one\"}\n  api:"));
    }

    private static Stream<Transition> byHand() {
        return Stream.of(
                Transition.of("stopped by hand", BASE, on("web", "stop")),
                Transition.of("stopped by hand, and no server", BASE, on("api", "stop"))
                        .deliberately(Map.of("api-1", KEPT, "web-1", KEPT), FINISHED),
                Transition.of("removed by hand", BASE, on("web", "rm", "-f")));
    }

    private static Consumer<Site> on(String service, String... command) {
        return site -> {
            var all = new ArrayList<>(List.of(command));
            all.add(site.name() + "-" + service + "-1");
            Docker.run(all.toArray(String[]::new));
        };
    }

    private static Transition adds(String name, String line) {
        return web(name, "    labels", "    " + line + "\n    labels");
    }

    private static Transition web(String name, String from, String to) {
        return edit(name, BASE, from, to);
    }

    private static Transition edit(String name, Map<String, String> files, String from, String to) {
        var before = String.valueOf(files.get(FILE));
        var after = before.replace(from, to);
        if (before.equals(after)) {
            throw new IllegalArgumentException(name + " changes nothing");
        }
        return Transition.of(name, files, it -> it.write(FILE, after));
    }
}
