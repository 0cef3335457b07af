package dev.towline.agent.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;

/// `towline chaos --kills N`: the same kill for `docker compose up -d` and for `towline agent
/// apply`, N times each, and what each left behind.
record ChaosBeside(Path folder, String image, BenchEnd end, Screen screen) {
    private static final int UNHARMED = 3;

    /// The figures, a line each.
    List<String> lines(int kills, long seed) {
        var program =
                ComposeProgram.ofThisMachine()
                        .orElseThrow(() -> new DemoException("docker compose is not there"));
        var lines = new ArrayList<>(figures("docker compose up -d", compose(program), kills, seed));
        lines.addAll(figures("towline agent apply", towline(), kills, seed));
        return lines;
    }

    private ChaosKill compose(List<String> program) {
        var project = project();
        var command = new ArrayList<>(program);
        command.addAll(List.of("--progress", "plain", "-p", project.name(), "-f"));
        command.addAll(List.of(file(project), "up", "-d"));
        return new ChaosKill(_ -> command, project, folder.resolve("compose.log"));
    }

    private ChaosKill towline() {
        var project = project();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command =
                new ArrayList<>(
                        List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
        command.addAll(
                List.of(System.getProperty("java.class.path"), "dev.towline.agent.Main", "apply"));
        command.addAll(List.of("-p", project.name(), "-f", file(project)));
        return new ChaosKill(
                round -> withVariables(command, project, round),
                project,
                folder.resolve("towline.log"));
    }

    private static List<String> withVariables(
            List<String> command, BenchProject project, int round) {
        var all = new ArrayList<>(command);
        project.changingAll(round)
                .forEach((name, value) -> all.addAll(List.of("--variable", name + "=" + value)));
        return all;
    }

    private BenchProject project() {
        var project = BenchProject.chain(folder, image, 2, BenchProject.Health.STARTED);
        end.remember(project::remove);
        return project;
    }

    private static String file(BenchProject project) {
        return project.folder().resolve(BenchProject.FILE).toString();
    }

    private List<String> figures(String name, ChaosKill writer, int kills, long seed) {
        var times = new ArrayList<Duration>();
        for (int round = 0; round <= UNHARMED; round++) {
            times.add(writer.unharmed(round));
        }
        // The first one made the containers.
        times.removeFirst();
        var within = Collections.max(times);
        screen.line("kill", name + ", within " + within.toMillis() + " ms");
        var random = new Random(seed);
        var found = new ArrayList<ChaosKill.Found>();
        for (int kill = 1; kill <= kills; kill++) {
            found.add(writer.killed(UNHARMED + kill, within, random));
        }
        return List.of(
                line(name, "killed", kills, found, _ -> true),
                line(name, "a service down after it", kills, found, ChaosKill.Found::down),
                line(name, "a strange name left", kills, found, ChaosKill.Found::strange),
                line(name, "the second run failed", kills, found, ChaosKill.Found::failed),
                line(name, "still broken after that", kills, found, ChaosKill.Found::broken));
    }

    private static String line(
            String name,
            String what,
            int kills,
            List<ChaosKill.Found> found,
            Predicate<ChaosKill.Found> counts) {
        return String.format(
                Locale.ROOT,
                "%s, %s: %d of %d",
                name,
                what,
                found.stream().filter(counts).count(),
                kills);
    }
}
