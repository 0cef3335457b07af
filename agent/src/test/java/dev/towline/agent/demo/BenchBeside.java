package dev.towline.agent.demo;

import static dev.towline.agent.demo.BenchFigure.millis;

import dev.towline.agent.demo.BenchFigure.Held;
import dev.towline.agent.demo.BenchFigure.Source;
import dev.towline.agent.demo.BenchProject.Health;
import dev.towline.agent.demo.BenchRace.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Towline beside Docker Compose, on the same machine in the same run: what is compared is the
/// ratio.
record BenchBeside(Place place, String image, BenchWriter.Towline towline, List<String> program)
        implements Source {
    /// Where files go, and what removes all that was made.
    record Place(Path folder, BenchEnd end) {}

    private static final int PASSES = 15;
    // An agent makes more of them in an hour.
    private static final int WARMING = 100;
    private static final int CHANGES = 7;
    private static final int QUARTER = 25;
    private static final int HALF = 50;
    private static final int SAME = 100;

    @Override
    public List<BenchFigure> figures() {
        var figures = new ArrayList<BenchFigure>();
        figures.addAll(nothingToDo(3));
        figures.addAll(nothingToDo(30));
        figures.addAll(changed("one service of 3 changed", BenchProject::changingLast));
        figures.addAll(changed("all 3 services changed", BenchProject::changingAll));
        figures.addAll(outage("3 services replaced", Health.STARTED));
        figures.addAll(outage("3 services replaced, each waits for a healthy one", Health.HEALTHY));
        figures.addAll(new BenchStartFirst(place, image, towline, program).figures());
        return figures;
    }

    private List<BenchFigure> nothingToDo(int services) {
        var ours = chain(services, Health.STARTED);
        var theirs = chain(services, Health.STARTED);
        var compose = compose();
        towline.bring(ours, Map.of());
        compose.bring(theirs, Map.of());
        var pass = BenchWriter.Pass.over(ours, towline);
        for (int round = 0; round < WARMING; round++) {
            pass.bring(ours, Map.of());
        }
        var race = new BenchRace(pass, compose, (_, _) -> Map.of(), BenchWriter::time, PASSES);
        var times = race.between(ours, theirs);
        removeBoth();
        return figures("Nothing to do, " + services + " services: a pass", QUARTER, times);
    }

    private List<BenchFigure> changed(String what, Change change) {
        var race = new BenchRace(towline, compose(), change, BenchWriter::time, CHANGES);
        return figures("`apply` of " + what, SAME, run(race, Health.STARTED));
    }

    private List<BenchFigure> outage(String what, Health health) {
        var forced = compose("--force-recreate");
        var race =
                new BenchRace(
                        towline, forced, BenchProject::changingAll, BenchBeside::outage, CHANGES);
        return figures("Published port without an answer, " + what, HALF, run(race, health));
    }

    private BenchRace.Times run(BenchRace race, Health health) {
        var ours = chain(3, health);
        var theirs = chain(3, health);
        towline.bring(ours, Map.of());
        compose().bring(theirs, Map.of());
        var times = race.between(ours, theirs);
        removeBoth();
        return times;
    }

    private static Duration outage(
            BenchWriter writer, BenchProject chain, Map<String, String> variables) {
        BenchProbe.awaitPage(chain.port());
        try (var probe = BenchProbe.of(chain.port())) {
            writer.bring(chain, variables);
            BenchProbe.awaitPage(chain.port());
            return probe.end().outage();
        }
    }

    private BenchProject chain(int services, Health health) {
        var chain = BenchProject.chain(place.folder(), image, services, health);
        place.end().remember(chain::remove);
        return chain;
    }

    private void removeBoth() {
        place.end().removeNewest();
        place.end().removeNewest();
    }

    private BenchWriter.Compose compose(String... options) {
        return new BenchWriter.Compose(program, List.of(options));
    }

    private static List<BenchFigure> figures(String name, int aim, BenchRace.Times times) {
        var ratio = String.format(Locale.ROOT, "%.0f %%", times.percent());
        return List.of(
                new BenchFigure(
                        name + ", of Compose's time",
                        ratio,
                        "≤ " + aim + " %",
                        Held.when(times.percent() <= aim)),
                BenchFigure.withoutAim("— Towline", millis(times.towline().median())),
                BenchFigure.withoutAim("— `docker compose`", millis(times.compose().median())));
    }
}
