package dev.towline.agent.demo;

import dev.towline.agent.demo.ChaosFault.Family;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// All that may go wrong, and in which order.
final class ChaosFaults {
    private static final long NEARLY_FULL = 40L << 20;

    private ChaosFaults() {}

    static List<ChaosFault> all() {
        var all = new ArrayList<ChaosFault>();
        all.addAll(programs());
        all.addAll(containers());
        for (var server : List.of("registry", "git", "coordinator")) {
            for (var toxin : Toxin.values()) {
                if (toxin != Toxin.NONE) {
                    all.add(network(server, toxin));
                }
            }
        }
        all.addAll(disks());
        all.addAll(clocks());
        all.addAll(ChaosRival.all());
        return List.copyOf(all);
    }

    /// One of each family after the other, in a random order, again and again.
    static Deque<ChaosFault> shuffled(Random random) {
        var deck = new ArrayDeque<ChaosFault>();
        var families = new ArrayList<>(List.of(Family.values()));
        Collections.shuffle(families, random);
        for (var family : families) {
            var kinds = all().stream().filter(it -> it.family() == family).toList();
            deck.add(kinds.get(random.nextInt(kinds.size())));
        }
        return deck;
    }

    static ChaosFault named(String kind) {
        return all().stream()
                .filter(it -> it.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new DemoException("there is no fault " + kind));
    }

    private static ChaosFault fault(String kind, Family family, Consumer<ChaosPlace> strike) {
        return new ChaosFault(kind, family, strike);
    }

    private static void killAgent(ChaosPlace place) {
        place.site().agent().kill9();
        place.site().agent().startAgain();
    }

    private static List<ChaosFault> programs() {
        return List.of(
                fault("agent_killed", Family.AGENT, ChaosFaults::killAgent),
                fault(
                        "agent_killed_twice",
                        Family.AGENT,
                        place -> {
                            killAgent(place);
                            place.pause();
                            killAgent(place);
                        }),
                fault(
                        "coordinator_killed",
                        Family.COORDINATOR,
                        place -> {
                            place.site().coordinator().kill9();
                            place.pause();
                            place.site().coordinator().startAgain();
                        }),
                fault(
                        "engine_killed",
                        Family.ENGINE,
                        place -> {
                            place.engine().kill9();
                            place.pause();
                            place.engine().start();
                        }),
                fault(
                        "engine_killed_with_all",
                        Family.ENGINE,
                        place -> {
                            place.engine().killAll9();
                            place.pause();
                            place.engine().start();
                        }),
                fault(
                        "engine_and_agent_killed",
                        Family.ENGINE,
                        place -> {
                            place.engine().kill9();
                            place.site().agent().kill9();
                            place.engine().start();
                            place.site().agent().startAgain();
                        }));
    }

    private static List<ChaosFault> containers() {
        return List.of(
                fault(
                        "process_killed",
                        Family.CONTAINER,
                        place -> place.someContainer().ifPresent(place.socket()::kill)),
                fault(
                        "container_removed",
                        Family.CONTAINER,
                        place -> place.someContainer().ifPresent(place.socket()::remove)));
    }

    private static ChaosFault network(String server, Toxin toxin) {
        var kind = server + "_" + toxin.name().toLowerCase(Locale.ROOT);
        return fault(
                kind,
                Family.NETWORK,
                place -> {
                    place.chaos().network().infect(server, toxin);
                    place.pause();
                    place.chaos().network().infect(server, Toxin.NONE);
                });
    }

    private static List<ChaosFault> disks() {
        return List.of(
                fault("engine_disk_full", Family.DISK, it -> full(it, it.chaos().engineDisk(), 0)),
                fault(
                        "engine_disk_low",
                        Family.DISK,
                        it -> full(it, it.chaos().engineDisk(), NEARLY_FULL)),
                fault("state_disk_full", Family.DISK, it -> full(it, it.chaos().stateDisk(), 0)));
    }

    private static void full(ChaosPlace place, SmallDisk disk, long left) {
        disk.fill(left);
        place.pause();
        disk.free();
    }

    private static List<ChaosFault> clocks() {
        return Stream.of(Duration.ofHours(2), Duration.ofDays(3 * 365))
                .flatMap(it -> Stream.of(it, it.negated()))
                .map(off ->
                        fault(
                                "clock_moved_"
                                        + (off.isNegative() ? "back_" : "on_")
                                        + (off.abs().toDays() > 0 ? "years" : "hours"),
                                Family.CLOCK,
                                place -> {
                                    place.chaos().clock().move(off);
                                    place.pause();
                                    place.chaos().clock().move(Duration.ZERO);
                                }))
                .toList();
    }
}
