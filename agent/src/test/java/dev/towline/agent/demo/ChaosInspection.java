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

/// What must hold in chaos whenever nothing is under way: of the stack, and of the files beside it.
record ChaosInspection(ChaosSite chaos, StackInspection stack) {
    private static final List<String> SERVICES = List.of("api", "dashboard", "sidecar");
    private static final Set<String> FILES =
            Set.of(".env", "README.md", "docker-compose.yml", "towline.yml");
    private static final Pattern HALF_WRITTEN =
            Pattern.compile(".*(\\.tmp|\\.new|\\.part|\\.lock|~)|\\.?(tmp|new|staging)[-_.].*");
    // A folder and a file for each that is kept, and for the last one that was not.
    private static final int MOST_RELEASES = 8;

    static ChaosInspection of(ChaosSite chaos) {
        return new ChaosInspection(chaos, StackInspection.of(chaos.site(), SERVICES));
    }

    /// What does not hold, in words; a stack that is not at rest yet has something too.
    List<String> broken(CommitSha release) {
        var broken = new ArrayList<>(stack.broken(release));
        var there = filesOf(chaos.projectFolder());
        StackInspection.expect(broken, "files", there, FILES);
        return List.copyOf(broken);
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
