package dev.towline.agent.demo;

import dev.towline.agent.demo.ChaosFault.Family;
import dev.towline.ids.CommitSha;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Somebody who works on the same stack at the same time, several times in a row.
final class ChaosRival {
    private static final int MOST_TIMES = 4;

    private static final List<String> TRACKED =
            List.of("docker-compose.yml", "towline.yml", "README.md");

    private ChaosRival() {}

    static List<ChaosFault> all() {
        return List.of(
                rival(
                        "rival_removes",
                        place ->
                                again(place, it -> it.someVictim().ifPresent(it.socket()::remove))),
                rival(
                        "rival_stops",
                        place -> again(place, it -> it.someVictim().ifPresent(it.socket()::stop))),
                rival("rival_composes", ChaosRival::compose),
                rival(
                        "rival_composes_twice",
                        place -> {
                            compose(place);
                            compose(place);
                        }),
                rival("rival_checks_out", place -> checkOut(place, place.older().hex())),
                rival(
                        "rival_checks_out_and_composes",
                        place -> {
                            checkOut(place, place.older().hex());
                            compose(place);
                        }));
    }

    private static ChaosFault rival(String kind, Consumer<ChaosPlace> strike) {
        return new ChaosFault(kind, Family.RIVAL, strike);
    }

    private static void again(ChaosPlace place, Consumer<ChaosPlace> once) {
        int times = place.random().nextInt(2, MOST_TIMES + 1);
        for (int time = 0; time < times; time++) {
            once.accept(place);
            place.shortPause();
        }
    }

    /// `docker compose up -d --force-recreate` in the project folder, with another tag than the
    /// ordered one. It may fail: the agent is at the same containers.
    private static void compose(ChaosPlace place) {
        var folder = place.chaos().projectFolder();
        var file = folder.resolve("docker-compose.yml");
        var program = ComposeProgram.ofThisMachine();
        if (program.isEmpty() || !Files.exists(file)) {
            return;
        }
        var command = new ArrayList<>(program.get());
        command.addAll(List.of("--project-directory", folder.toString()));
        command.addAll(List.of("-f", file.toString(), "up", "-d", "--force-recreate"));
        command.addAll(List.of("--timeout", "1"));
        var tag = "sha-" + place.older().abbreviated();
        Command.run(place.chaos().shell(tag), command.toArray(String[]::new));
    }

    /// Whether the tracked files are those of a commit.
    static boolean isCheckedOut(ChaosSite chaos, CommitSha commit) {
        var repository = chaos.site().world().repository();
        try {
            for (var name : TRACKED) {
                var text = Files.readString(chaos.projectFolder().resolve(name));
                if (!text.strip().equals(repository.file(commit.hex(), name))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new DemoException("could not read the project's files", e);
        }
    }

    /// What `git checkout` of a commit does to the project folder.
    static void checkOut(ChaosPlace place, String commit) {
        var repository = place.site().world().repository();
        for (var name : TRACKED) {
            try {
                var text = repository.file(commit, name);
                Files.writeString(place.chaos().projectFolder().resolve(name), text + "\n");
            } catch (IOException e) {
                throw new DemoException("could not write " + name, e);
            }
        }
    }
}
