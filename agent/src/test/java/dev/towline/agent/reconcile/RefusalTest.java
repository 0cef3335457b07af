package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.docker.PullOutcome;
import dev.towline.ids.CommitSha;
import dev.towline.ids.Generation;
import dev.towline.wire.Condition;
import dev.towline.wire.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What may not be deployed is refused, and nothing was touched.
class RefusalTest {
    @TempDir Path folder;
    private World world;
    private CommitSha first;

    @BeforeEach
    void firstRelease() {
        world = new World(folder);
        world.repository.write("conf/app.txt", "one");
        first = world.commit(compose("app:1"), GATES);
        world.deploy(first);
        world.docker.performed.clear();
        world.repository.write("conf/app.txt", "two");
    }

    private void assertRefused(String reason) {
        assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.REFUSED);
        assertThat(world.reason()).contains(reason);
        assertThat(world.docker.performed).isEmpty();
        assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
        assertThat(world.file("compose.yaml")).isEqualTo(compose("app:1"));
        assertThat(Told.outcomes(world)).containsExactly(Outcome.ACCEPTED, Outcome.REFUSED);
        assertThat(world.status().status()).isEqualTo(Condition.DEGRADED);
        assertThat(world.status().reason()).contains(reason);
        assertThat(world.status().sha()).isEqualTo(first);
    }

    @Test
    void refusesACommitThatIsNotOnTheBranch() {
        world.repository.git("checkout", "--quiet", "-b", "side");
        var side = world.commit(compose("app:2"), GATES);

        world.deploy(side);

        assertRefused("main");
    }

    @Test
    void refusesACommitThatDoesNotExist() {
        world.deploy(new CommitSha("0123456789".repeat(4)));

        assertRefused("0123456789");
    }

    @Test
    void refusesAFileThatComposeCannotRead() {
        world.deploy(world.commit("services: [", GATES));

        assertRefused("compose.yaml");
    }

    @Test
    void refusesAnAttributeThatIsNotSupportedByItsName() {
        world.deploy(
                world.commit(
                        compose("app:2")
                                .replace("image: page:1", "image: page:1\n    isolation: x"),
                        GATES));

        assertRefused("isolation");
    }

    @Test
    void refusesASeccompProfileThatIsMissing() {
        var options = "image: page:1\n    security_opt: ['seccomp=no/such/profile.json']";
        world.deploy(world.commit(compose("app:2").replace("image: page:1", options), GATES));

        assertRefused("services.web.security_opt: the file ");
    }

    @Test
    void refusesABindSourceThatIsMissing() {
        world.deploy(
                world.commit(
                        compose("app:2")
                                .replace(
                                        "image: page:1",
                                        "image: page:1\n    volumes: ['/no/such/folder:/x']"),
                        GATES));

        assertRefused("/no/such/folder");
    }

    @Test
    void refusesToOverwriteATrackedFileThatSomebodyEdited() {
        world.write("conf/app.txt", "edited");

        world.deploy(world.commit(compose("app:2"), GATES));

        assertRefused("conf/app.txt");
        assertThat(world.file("conf/app.txt")).isEqualTo("edited");
    }

    @Test
    void refusesToOverwriteAFileThatWasNotTrackedBefore() {
        world.write(".env", "SECRET=of the VM");
        world.repository.write(".env", "SECRET=example");

        world.deploy(world.commit(compose("app:2"), GATES));

        assertRefused(".env");
        assertThat(world.file(".env")).isEqualTo("SECRET=of the VM");
    }

    @Test
    void refusesToGiveAServiceAnotherVolume() {
        world.deploy(
                world.commit(
                        compose("app:2")
                                .replace("data:/data", "other:/data")
                                .replace("{data: {}}", "{other: {}}"),
                        GATES));

        assertRefused("data");
    }

    @Test
    void refusesAnImageThatIsNotThere() {
        world.docker.pulls.put("app:2", new PullOutcome.Missing("no app:2 here"));

        world.deploy(world.commit(compose("app:2"), GATES));

        assertRefused("no app:2 here");
    }

    @Test
    void refusesAnImageThatTheRegistryDenies() {
        world.docker.pulls.put("app:2", new PullOutcome.Denied("no entry"));

        world.deploy(world.commit(compose("app:2"), GATES));

        assertRefused("no entry");
    }

    @Test
    void refusesAnImageThatWasBuiltFromAnotherCommit() {
        var towline = GATES + "variables: {TAG: 'sha-${TOWLINE_SHORT_SHA}'}\n";
        var second = world.commit(compose("app:${TAG}"), towline);
        world.docker.builtFrom("app:sha-" + second.abbreviated(), first.hex());

        world.deploy(second);

        assertRefused("built from " + first.hex());
    }

    @Test
    void refusesAnOrderThatExpired() {
        var second = world.commit(compose("app:2"), GATES);
        world.order(second, it -> Orders.expiring(it, world.time.instant().minusSeconds(1)));

        world.settle();

        assertRefused("expired");
    }

    @Test
    void refusesWhenAHookFails() {
        world.docker.commands = line -> line.equals("db: backup") ? 1 : 0;

        world.deploy(world.commit(compose("app:2"), GATES));

        assertRefused("hook db: backup");
    }

    @Test
    void refusesWhenTheGuardSaysNo() {
        world.docker.commands = line -> line.equals("api: idle") ? 2 : 0;

        world.deploy(world.commit(compose("app:2"), GATES));

        assertRefused("guard api: idle");
    }

    @Test
    void doesNothingAboutAnOrderThatIsNotNewer() {
        var second = world.commit(compose("app:2"), GATES);
        world.told.clear();

        world.order(second, it -> Orders.generation(it, new Generation(1)));
        world.passes(5);

        assertThat(world.docker.performed).isEmpty();
        assertThat(world.told).isEmpty();
        assertThat(world.status().status()).isEqualTo(Condition.CONVERGED);
    }

    @Nested
    class WhenTheGuardIsBusy {
        @Test
        void waitsUntilItIsClear() {
            world.docker.commands = line -> line.equals("api: idle") ? 75 : 0;
            world.time.in(Duration.ofMinutes(30), () -> world.docker.commands = _ -> 0);

            world.deploy(world.commit(compose("app:2"), GATES));

            assertThat(world.outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(Told.phases(world)).contains("guard deferred");
            assertThat(world.time.now()).isGreaterThan(Duration.ofMinutes(30));
        }

        @Test
        void givesUpAtTheDeadline() {
            world.docker.commands = line -> line.equals("api: idle") ? 75 : 0;

            world.deploy(world.commit(compose("app:2"), GATES));

            assertRefused("still busy after PT2H");
        }

        @Test
        void givesWayToANewerOrder() {
            world.docker.commands = line -> line.equals("api: idle") && still() ? 75 : 0;
            var third = world.commit(compose("app:3"), GATES);
            world.time.in(Duration.ofMinutes(3), () -> world.order(third));

            world.deploy(world.commit(compose("app:2"), GATES));

            assertThat(Told.outcomes(world))
                    .containsExactly(Outcome.ACCEPTED, Outcome.SUPERSEDED, Outcome.ACCEPTED);
            assertThat(world.docker.images()).isEqualTo(Shop.running("app:3"));
        }

        private boolean still() {
            return world.entries().highest().equals(new Generation(2));
        }
    }

    @Nested
    class WhenKilledInTheHooks {
        private static final String TWO_HOOKS =
                "stable: 1s\nhooks: {before: [{service: db, command: [one]},"
                        + " {service: db, command: [two]}]}\n";

        // Received, receive, prepare, prepared, guard, hooks, one, two, switch.
        private static final int WRITES_UNTIL_SWITCH = 9;

        @Test
        void runsNoHookTwiceThatMayNotRunTwice() {
            world.docker.commands =
                    line -> {
                        if (line.equals("db: two")) {
                            throw new PowerCut();
                        }
                        return 0;
                    };
            var second = world.commit(compose("app:2"), TWO_HOOKS);
            world.docker.ran.clear();

            killed(second);
            world.docker.commands = _ -> 0;
            world.restart();
            world.settle();

            assertRefused("begun before");
            assertThat(world.docker.ran).isEqualTo(List.of("db: one", "db: two"));
        }

        @Test
        void runsNoFinishedHookASecondTime() {
            var second = world.commit(compose("app:2"), TWO_HOOKS);
            world.docker.ran.clear();
            world.disk.cutAfter = world.disk.writes + WRITES_UNTIL_SWITCH;

            killed(second);
            world.restart();
            world.settle();

            assertThat(world.docker.ran).containsOnlyOnce("db: one").containsOnlyOnce("db: two");
        }

        private void killed(CommitSha sha) {
            try {
                world.deploy(sha);
            } catch (PowerCut _) {
                assertThat(world.entries().underway()).isNotNull();
            }
        }
    }
}
