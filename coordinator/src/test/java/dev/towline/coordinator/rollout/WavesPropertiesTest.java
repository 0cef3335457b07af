package dev.towline.coordinator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.rollout.Advice.Effect;
import dev.towline.coordinator.rollout.Advice.Reason;
import dev.towline.coordinator.rollout.Advice.Rest;
import dev.towline.coordinator.rollout.Member.Contact;
import dev.towline.coordinator.rollout.Member.Ended;
import dev.towline.coordinator.rollout.Member.PassedOver;
import dev.towline.coordinator.rollout.Member.Released;
import dev.towline.coordinator.rollout.Member.Skipped;
import dev.towline.coordinator.rollout.Member.Standing;
import dev.towline.coordinator.rollout.Member.UnderWay;
import dev.towline.coordinator.rollout.Member.Waiting;
import dev.towline.coordinator.rollout.Plan.OnFailure;
import dev.towline.coordinator.rollout.Progress.Mode;
import dev.towline.ids.AgentId;
import dev.towline.wire.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole rollouts with VMs that do anything, by a seed.
final class WavesPropertiesTest {
    private static final int SEEDS = 2_000;
    private static final int MOST_TURNS = 300;

    static List<Integer> parts() {
        return List.of(0, 1, 2, 3);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void holdsOverAllSeeds(int part) {
        for (int seed = part; seed < SEEDS; seed += parts().size()) {
            new World(seed).run();
        }
    }

    /// A rollout, its VMs, and time.
    private static final class World {
        private final int seed;
        private final Random random;
        private final Plan plan;
        private final Map<AgentId, Standing> vms =
                new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");
        private Mode mode = Mode.GOING;
        private int waves;
        private int hurried;
        private boolean failing = true;

        World(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.plan =
                    new Plan(
                            random.nextInt(3),
                            random.nextBoolean()
                                    ? new Plan.Share(1 + random.nextInt(4), Plan.Unit.VMS)
                                    : new Plan.Share(1 + random.nextInt(100), Plan.Unit.PERCENT),
                            Duration.ofMinutes(random.nextInt(4)),
                            Duration.ofMinutes(10),
                            Duration.ofMinutes(2),
                            OnFailure.LEAVE);
            for (int i = 0; i < 1 + random.nextInt(9); i++) {
                vms.put(new AgentId("vm-" + i), new Waiting(contact()));
            }
        }

        private Contact contact() {
            return random.nextInt(5) == 0 ? Contact.AWAY : Contact.HERE;
        }

        void run() {
            for (int turn = 0; turn < MOST_TURNS; turn++) {
                // Near the end nothing goes wrong any more: then it has to come to its end.
                failing = turn < MOST_TURNS / 2;
                settle();
                if (!failing && isDone()) {
                    return;
                }
                live();
            }
            throw new AssertionError("seed " + seed + " does not end: " + mode + " " + vms);
        }

        private Progress progress() {
            return new Progress(
                    mode,
                    waves,
                    hurried,
                    vms.entrySet().stream()
                            .map(it -> new Member(it.getKey(), it.getValue()))
                            .toList());
        }

        private boolean isDone() {
            return Waves.next(plan, progress(), now) instanceof Rest(var reason, _)
                    && reason == Reason.DONE
                    && vms.values().stream().noneMatch(Waiting.class::isInstance);
        }

        /// Does what is advised until there is nothing to do.
        private void settle() {
            for (int i = 0; i < 10; i++) {
                if (!(Waves.next(plan, progress(), now) instanceof Effect effect)) {
                    return;
                }
                perform(effect);
            }
            throw new AssertionError("seed " + seed + " does not rest: " + mode + " " + vms);
        }

        private void perform(Effect effect) {
            switch (effect) {
                case Advice.Release(var wave, var agents) -> release(wave, agents);
                case Advice.Skip(var agents) ->
                        agents.forEach(it -> vms.put(it, new Skipped(Contact.AWAY)));
                case Advice.Return(var agents) ->
                        agents.forEach(it -> vms.put(it, new Waiting(Contact.HERE)));
                case Advice.Halt _ -> mode = Mode.HALTED;
            }
        }

        private void release(int wave, List<AgentId> agents) {
            assertThat(mode).as("seed %s", seed).isNotEqualTo(Mode.HALTED);
            assertThat(vms.values()).as("seed %s", seed).noneMatch(World::failed);
            assertThat(agents)
                    .as("seed %s", seed)
                    .isNotEmpty()
                    .allMatch(it -> new Waiting(Contact.HERE).equals(vms.get(it)));
            if (mode == Mode.GOING) {
                assertThat(vms.values()).as("seed %s", seed).noneMatch(World::atWork);
                var moved = vms.values().stream().anyMatch(World::moved);
                assertThat(agents.size())
                        .as("seed %s", seed)
                        .isLessThanOrEqualTo(
                                moved || plan.canary() == 0
                                        ? plan.wave().of(vms.size())
                                        : plan.canary());
            }
            assertThat(wave).as("seed %s", seed).isEqualTo(waves + 1);
            waves = wave;
            agents.forEach(it -> vms.put(it, new Released(now, Contact.HERE)));
        }

        private static boolean failed(Standing standing) {
            return standing instanceof Ended(var outcome, _, _) && outcome != Outcome.ACCEPTED;
        }

        private static boolean atWork(Standing standing) {
            return standing instanceof Released || standing instanceof UnderWay;
        }

        private static boolean moved(Standing standing) {
            return !(standing instanceof Waiting || standing instanceof Skipped);
        }

        /// Time passes, VMs go on, come and go, and people steer.
        private void live() {
            now = now.plus(Duration.ofSeconds(30));
            vms.replaceAll((_, standing) -> lived(standing));
            if (mode == Mode.HALTED && (!failing || random.nextInt(4) == 0)) {
                Waves.inTrouble(plan, progress(), now).forEach(it -> vms.put(it, new PassedOver()));
                mode = Mode.GOING;
            } else if (mode == Mode.GOING && random.nextInt(40) == 0) {
                hurried = waves;
            } else if (mode == Mode.GOING && random.nextInt(200) == 0) {
                mode = Mode.ALL_AT_ONCE;
            } else if (failing && random.nextInt(100) == 0) {
                mode = Mode.HALTED;
            }
        }

        private Standing lived(Standing standing) {
            return switch (standing) {
                case Waiting _ -> new Waiting(failing ? contact() : Contact.HERE);
                case Skipped _ -> new Skipped(failing ? contact() : Contact.HERE);
                case Released(var since, _) ->
                        random.nextInt(3) == 0 || !failing
                                ? new UnderWay(since)
                                : new Released(since, contact());
                case UnderWay(var since) ->
                        random.nextInt(3) == 0 || !failing ? ended() : new UnderWay(since);
                case Ended _, PassedOver _ -> standing;
            };
        }

        private Standing ended() {
            var failed = failing && random.nextInt(6) == 0;
            return new Ended(failed ? Outcome.ROLLED_BACK : Outcome.ACCEPTED, "said so", now);
        }
    }
}
