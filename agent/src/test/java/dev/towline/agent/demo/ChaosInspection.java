package dev.towline.agent.demo;

import dev.towline.ids.CommitSha;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What must hold whenever nothing is under way, asked of the engine and of the services, not of
/// the agent.
///
/// @param volumes the names of the stack's volumes, as they were at the beginning
record ChaosInspection(ChaosSite chaos, List<String> volumes) {
    private static final List<String> SERVICES = List.of("api", "dashboard", "sidecar");
    private static final Set<String> FILES =
            Set.of(".env", "README.md", "docker-compose.yml", "towline.yml");
    private static final Pattern HALF_WRITTEN =
            Pattern.compile(".*(\\.tmp|\\.new|\\.part|\\.lock|~)|\\.?(tmp|new|staging)[-_.].*");
    // A folder and a file for each that is kept, and for the last one that was not.
    private static final int MOST_RELEASES = 8;

    static ChaosInspection of(ChaosSite chaos) {
        return new ChaosInspection(chaos, chaos.site().engine().volumes());
    }

    /// What does not hold, in words; a stack that is not at rest yet has something too.
    List<String> broken(CommitSha release) {
        var broken = new ArrayList<String>();
        var stack = chaos.site().engine();
        var names = SERVICES.stream().map(stack::container).toList();
        expect(broken, "containers", stack.names(), names);
        expect(broken, "running", stack.running().keySet(), Set.copyOf(names));
        var tag = ":sha-" + release.abbreviated();
        stack.images()
                .forEach((name, image) -> {
                    if (!name.contains("sidecar") && !image.endsWith(tag)) {
                        broken.add(name + " runs " + image + ", not " + tag);
                    }
                });
        expect(broken, "the api answers", chaos.site().api().answeringSha(), release.hex());
        expect(broken, "volumes", stack.volumes(), volumes);
        var told = chaos.site().agent().status(TestSite.STAGING);
        if (!told.path("sha").asText().equals(release.hex()) || !told.path("drift").isEmpty()) {
            broken.add("the agent says " + told);
        }
        var there = filesOf(chaos.projectFolder());
        expect(broken, "files", there, FILES);
        return List.copyOf(broken);
    }

    private static void expect(List<String> broken, String what, Object found, Object wanted) {
        if (!found.equals(wanted)) {
            broken.add(what + ": " + found + ", not " + wanted);
        }
    }

    /// Whether the agent says that something is not as it should be, and what.
    boolean reported() {
        var told = chaos.site().agent().status(TestSite.STAGING);
        return !told.path("status").asText().equals("converged")
                && (!told.path("drift").isEmpty() || !told.path("reason").asText().isEmpty());
    }

    /// What nobody needs any more.
    List<String> leftovers() {
        var left = new ArrayList<String>();
        everythingIn(chaos.state())
                .filter(it -> HALF_WRITTEN.matcher(it.getFileName().toString()).matches())
                .filter(it -> !it.endsWith("agent.lock"))
                .forEach(it -> left.add(it.toString()));
        everythingIn(chaos.state())
                .filter(it -> it.endsWith("releases"))
                .filter(it -> filesOf(it).size() > MOST_RELEASES)
                .forEach(it -> left.add(it + ": " + filesOf(it)));
        var project = chaos.site().project(TestSite.STAGING);
        var networks = chaos.engine().socket().get("/networks").findValuesAsText("Name");
        var own = Set.of("bridge", "host", "none", project + "_default");
        networks.stream().filter(it -> !own.contains(it)).forEach(left::add);
        var containers = chaos.engine().socket().get("/containers/json?all=1");
        if (containers.size() != SERVICES.size()) {
            left.add("containers: " + containers.findValuesAsText("Names"));
        }
        return List.copyOf(left);
    }

    private static Stream<Path> everythingIn(Path folder) {
        try (var all = Files.walk(folder)) {
            return all.toList().stream();
        } catch (IOException e) {
            throw new DemoException("could not look into " + folder, e);
        }
    }

    private static Set<String> filesOf(Path folder) {
        try (var all = Files.list(folder)) {
            return Set.copyOf(all.map(it -> it.getFileName().toString()).toList());
        } catch (IOException e) {
            throw new DemoException("could not look into " + folder, e);
        }
    }
}
