package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.docker.PullOutcome;
import dev.towline.agent.docker.PullOutcome.Source;
import dev.towline.agent.plan.DockerInMemory.Edit;
import dev.towline.agent.project.ImagePin;
import dev.towline.agent.project.RestartPolicy;
import dev.towline.ids.CommitSha;
import dev.towline.ids.ImageDigest;
import dev.towline.wire.Condition;
import dev.towline.wire.ContractBypass;
import dev.towline.wire.DriftPolicy;
import dev.towline.wire.Outcome;
import dev.towline.wire.OutcomeReport;
import dev.towline.wire.Terms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an order asks for beyond its commit.
class TermsTest {
    private static final ImageDigest BUILT = new ImageDigest("sha256:" + "b".repeat(64));
    private static final ImageDigest MOVED = new ImageDigest("sha256:" + "c".repeat(64));

    @TempDir Path folder;
    private World world;
    private CommitSha first;

    @BeforeEach
    void firstRelease() {
        world = new World(folder);
        first = world.commit(compose("app:1"), GATES);
        world.deploy(first);
    }

    private Outcome deploy(CommitSha sha, Terms terms) {
        world.order(sha, it -> it.on(terms));
        return world.settle();
    }

    @Nested
    class WhenItNamesDigests {
        private void registryHas(String reference, ImageDigest digest) {
            var pin =
                    new ImagePin(reference, digest, "docker.io/team/app@" + digest, null, Set.of());
            world.docker.pulls.put(reference, new PullOutcome.Ready(pin, Source.PULLED));
        }

        private void lacks(String reference) {
            world.docker.pulls.put(reference, new PullOutcome.Missing(reference + " is unknown"));
        }

        private Outcome order(String reference) {
            var sha = world.commit(compose("team/app:2"), GATES);
            return deploy(sha, images(Map.of(reference, BUILT)));
        }

        @Test
        void runsWhatTheTagMeansWhereThatIsTheNamedOne() {
            registryHas("team/app:2", BUILT);

            assertThat(order("docker.io/team/app:2")).isEqualTo(Outcome.ACCEPTED);
            assertThat(world.docker.pulled).noneMatch(it -> it.contains("@"));
        }

        @Test
        void fetchesTheNamedOneWhereTheTagHasMoved() {
            registryHas("team/app:2", MOVED);
            registryHas("docker.io/team/app@" + BUILT, BUILT);

            assertThat(order("team/app:2")).isEqualTo(Outcome.ACCEPTED);
            assertThat(running()).isEqualTo(BUILT);
        }

        @Test
        void fetchesTheNamedOneWhereTheTagIsGone() {
            lacks("team/app:2");
            registryHas("docker.io/team/app@" + BUILT, BUILT);

            assertThat(order("team/app:2")).isEqualTo(Outcome.ACCEPTED);
            assertThat(running()).isEqualTo(BUILT);
        }

        @Test
        void refusesWithBothDigestsWhereTheNamedOneIsNotToBeHad() {
            world.docker.performed.clear();
            registryHas("team/app:2", MOVED);
            lacks("docker.io/team/app@" + BUILT);

            assertThat(order("team/app:2")).isEqualTo(Outcome.REFUSED);
            assertThat(world.reason()).contains(BUILT.value(), MOVED.value(), "is unknown");
            assertThat(world.docker.performed).isEmpty();
        }

        @Test
        void believesNoOtherImageToBeTheNamedOne() {
            registryHas("team/app:2", MOVED);
            registryHas("docker.io/team/app@" + BUILT, MOVED);

            assertThat(order("team/app:2")).isEqualTo(Outcome.REFUSED);
        }

        @Test
        void leavesToTheRegistryWhatTheOrderDoesNotName() {
            registryHas("team/app:2", MOVED);

            assertThat(order("team/other:2")).isEqualTo(Outcome.ACCEPTED);
            assertThat(running()).isEqualTo(MOVED);
        }

        private @Nullable ImageDigest running() {
            var pin =
                    world.entries()
                            .lastAccepted()
                            .map(it -> it.project().images().get("team/app:2"));
            return pin.map(ImagePin::imageId).orElse(null);
        }
    }

    @Nested
    class WhenItWantsADescendant {
        private static final Terms DESCENDANT =
                new Terms(Map.of(), Terms.Ancestry.DESCENDANT, null, null, null);

        @Test
        void acceptsACommitThatComesAfterTheAcceptedOne() {
            var second = world.commit(compose("app:2"), GATES);

            assertThat(deploy(second, DESCENDANT)).isEqualTo(Outcome.ACCEPTED);
        }

        @Test
        void acceptsTheSameCommitAgain() {
            assertThat(deploy(first, DESCENDANT)).isEqualTo(Outcome.ACCEPTED);
        }

        @Test
        void refusesAnEarlierOneAndSaysHowToGoOn() {
            var second = world.commit(compose("app:2"), GATES);
            world.deploy(second);
            world.docker.performed.clear();

            assertThat(deploy(first, DESCENDANT)).isEqualTo(Outcome.REFUSED);
            assertThat(world.reason()).contains(first.hex(), second.hex(), "rollback", "force");
            assertThat(world.docker.performed).isEmpty();
        }

        @Test
        void refusesOneBesideIt() {
            var second = world.commit(compose("app:2"), GATES);
            world.deploy(second);
            world.repository.git("reset", "--quiet", "--hard", first.hex());
            var beside = world.commit(compose("app:3"), GATES);

            assertThat(deploy(beside, DESCENDANT)).isEqualTo(Outcome.REFUSED);
        }

        @Test
        void goesBackWhereTheOrderAllowsAnyCommit() {
            world.deploy(world.commit(compose("app:2"), GATES));

            assertThat(deploy(first, Terms.USUAL)).isEqualTo(Outcome.ACCEPTED);
        }
    }

    @Nested
    class WhenItBypassesTheContract {
        @BeforeEach
        void breakTheContract() {
            world.docker.commands = line -> line.equals("api: contract") ? 1 : 0;
        }

        private Terms bypass(Duration left) {
            var end = world.time.instant().plus(left);
            return bypass(new ContractBypass("jen", "schema moves on Monday", end));
        }

        private static Terms bypass(ContractBypass bypass) {
            return new Terms(Map.of(), Terms.Ancestry.ANY, bypass, null, null);
        }

        private CommitSha second() {
            return world.commit(compose("app:2"), GATES);
        }

        @Test
        void acceptsWithAWarningThatSaysWhoAndWhyAndHowLong() {
            var terms = bypass(Duration.ofDays(1));

            assertThat(deploy(second(), terms)).isEqualTo(Outcome.ACCEPTED);

            assertThat(told().warning())
                    .contains("contract check", "jen", "schema moves on Monday", "until ");
            assertThat(world.status().warning()).isEqualTo(told().warning());
            assertThat(world.status().lastDeployment()).isNotNull();
            assertThat(world.status().lastDeployment().warning()).isEqualTo(told().warning());
            assertThat(world.status().status()).isEqualTo(Condition.CONVERGED);
        }

        @Test
        void saysSoAfterARestartAndARefusedOrderUntilTheNextCleanOne() {
            deploy(second(), bypass(Duration.ofDays(1)));
            world.restart();
            deploy(new CommitSha("0123456789".repeat(4)), Terms.USUAL);
            var still = world.status().warning();
            world.docker.commands = _ -> 0;

            deploy(world.commit(compose("app:3"), GATES), Terms.USUAL);

            assertThat(still).contains("jen");
            assertThat(world.status().warning()).isNull();
            assertThat(told().warning()).isNull();
        }

        @Test
        void doesNotCountOnceItExpired() {
            assertThat(deploy(second(), bypass(Duration.ZERO))).isNotEqualTo(Outcome.ACCEPTED);
            assertThat(world.reason()).contains("contract check");
        }

        @Test
        void doesNotCountForTheNextOrder() {
            deploy(second(), bypass(Duration.ofDays(1)));

            var next = world.commit(compose("app:3"), GATES);

            assertThat(deploy(next, Terms.USUAL)).isNotEqualTo(Outcome.ACCEPTED);
        }

        @Test
        void warnsOfNothingWhereTheContractIsKept() {
            world.docker.commands = _ -> 0;

            deploy(second(), bypass(Duration.ofDays(1)));

            assertThat(told().warning()).isNull();
        }

        private OutcomeReport told() {
            return world.told.stream()
                    .filter(OutcomeReport.class::isInstance)
                    .map(OutcomeReport.class::cast)
                    .reduce((_, last) -> last)
                    .orElseThrow();
        }
    }

    @Nested
    class WhenItSaysWhatToDoAboutDrift {
        private static final Terms HEAL =
                new Terms(Map.of(), Terms.Ancestry.ANY, null, DriftPolicy.HEAL, null);

        private void edit() {
            world.docker.edit(
                    "shop-api-1", it -> new Edit("mine", new RestartPolicy("always", 0), "1"));
            world.passes(40);
        }

        @Test
        void doesSoInPlaceOfTheVmsOwnSettingAlsoAfterARestart() {
            deploy(first, HEAL);
            world.restart();

            edit();

            assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
        }

        @Test
        void doesAsTheVmSaysFromTheNextAcceptedOrderOn() {
            deploy(first, HEAL);
            deploy(first, Terms.USUAL);

            edit();

            assertThat(world.docker.images()).isNotEqualTo(Shop.running("app:1"));
        }

        @Test
        void changesNothingWhereTheOrderCameToNothing() {
            deploy(new CommitSha("0123456789".repeat(4)), HEAL);

            edit();

            assertThat(world.docker.images()).isNotEqualTo(Shop.running("app:1"));
        }
    }

    private static Terms images(Map<String, ImageDigest> images) {
        return new Terms(images, Terms.Ancestry.ANY, null, null, null);
    }
}
