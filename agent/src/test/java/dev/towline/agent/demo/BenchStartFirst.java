package dev.towline.agent.demo;

import dev.towline.agent.demo.BenchFigure.Held;
import java.util.List;
import java.util.Map;

/// Requests that fail while a service behind a reverse proxy of the stack is replaced with
/// `update_config.order: start-first`.
record BenchStartFirst(
        BenchBeside.Place place, String image, BenchWriter.Towline towline, List<String> program)
        implements BenchFigure.Source {
    private static final int ROUNDS = 5;

    @Override
    public List<BenchFigure> figures() {
        var ours = failed(towline);
        var theirs = failed(new BenchWriter.Compose(program, List.of()));
        return List.of(
                new BenchFigure(
                        "Failed requests behind a proxy, `start-first`, %d times".formatted(ROUNDS),
                        ours.words(),
                        "0",
                        Held.when(ours.failed() == 0)),
                BenchFigure.withoutAim(
                        "— `docker compose up -d`, which ignores it", theirs.words()));
    }

    private record Requests(int failed, int asked) {
        Requests and(BenchProbe.Result more) {
            return new Requests(failed + more.failed(), asked + more.asked());
        }

        String words() {
            return failed + " of " + asked;
        }
    }

    private Requests failed(BenchWriter writer) {
        var project = BenchProject.behindProxy(place.folder(), image);
        place.end().remember(project::remove);
        writer.bring(project, Map.of());
        BenchProbe.awaitPage(project.port());
        var requests = new Requests(0, 0);
        for (int round = 1; round <= ROUNDS; round++) {
            try (var probe = BenchProbe.of(project.port())) {
                writer.bring(project, project.changingLast(round));
                BenchProbe.awaitPage(project.port());
                requests = requests.and(probe.end());
            }
        }
        place.end().removeNewest();
        return requests;
    }
}
