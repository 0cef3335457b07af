package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.plan.DockerInMemory.Edit;
import dev.towline.agent.project.RestartPolicy;
import dev.towline.ids.CommitSha;
import dev.towline.wire.Condition;
import dev.towline.wire.ContractBypass;
import dev.towline.wire.DriftPolicy;
import dev.towline.wire.Outcome;
import dev.towline.wire.OutcomeReport;
import dev.towline.wire.Terms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an order asks for beyond its commit.
class TermsTest {
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
}
