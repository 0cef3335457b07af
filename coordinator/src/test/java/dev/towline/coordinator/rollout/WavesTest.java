package dev.towline.coordinator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.rollout.Advice.Reason;
import dev.towline.coordinator.rollout.Advice.Release;
import dev.towline.coordinator.rollout.Advice.Rest;
import dev.towline.coordinator.rollout.Member.Contact;
import dev.towline.coordinator.rollout.Plan.OnFailure;
import dev.towline.coordinator.rollout.Plan.Share;
import dev.towline.coordinator.rollout.Plan.Unit;
import dev.towline.coordinator.rollout.Progress.Mode;
import dev.towline.ids.AgentId;
import dev.towline.wire.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WavesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// One first, then two at a time, five minutes apart, fifteen minutes for each.
    private static final Plan PLAN =
            new Plan(
                    1,
                    new Share(2, Unit.VMS),
                    MINUTE.multipliedBy(5),
                    MINUTE.multipliedBy(15),
                    MINUTE.multipliedBy(2),
                    OnFailure.LEAVE);

    /// VMs in short: w waiting, W waiting and away, k skipped, K skipped and back, r released a
    /// minute ago, R the same and away, o released too long ago, u under way, U too long, p passed
    /// over, and the first letter of how it ended a minute ago.
    private static Progress progress(Mode mode, int waves, String letters) {
        var members = new ArrayList<Member>();
        for (int i = 0; i < letters.length(); i++) {
            members.add(new Member(agent(i), standing(letters.charAt(i))));
        }
        return new Progress(mode, waves, 0, members);
    }

    private static Member.Standing standing(char letter) {
        var lately = NOW.minus(MINUTE);
        var longAgo = NOW.minus(MINUTE.multipliedBy(15));
        return switch (letter) {
            case 'w' -> new Member.Waiting(Contact.HERE);
            case 'W' -> new Member.Waiting(Contact.AWAY);
            case 'k' -> new Member.Skipped(Contact.AWAY);
            case 'K' -> new Member.Skipped(Contact.HERE);
            case 'r' -> new Member.Released(lately, Contact.HERE);
            case 'R' -> new Member.Released(lately, Contact.AWAY);
            case 'o' -> new Member.Released(longAgo, Contact.HERE);
            case 'u' -> new Member.UnderWay(lately);
            case 'U' -> new Member.UnderWay(longAgo);
            case 'p' -> new Member.PassedOver();
            case 'a' -> new Member.Ended(Outcome.ACCEPTED, "", lately);
            case 'b' -> new Member.Ended(Outcome.ROLLED_BACK, "said so", lately);
            case 'x' -> new Member.Ended(Outcome.REFUSED, "said so", lately);
            default -> new Member.Ended(Outcome.STALLED, "said so", lately);
        };
    }

    private static AgentId agent(int number) {
        return new AgentId("vm-" + number);
    }

    private static List<AgentId> agents(String numbers) {
        return numbers.chars().mapToObj(it -> agent(it - '0')).toList();
    }

    private static Advice next(String letters) {
        return Waves.next(PLAN, progress(Mode.GOING, waves(letters), letters), NOW);
    }

    private static int waves(String letters) {
        return letters.matches("[wWkK]*") ? 0 : 1;
    }

    @ParameterizedTest(name = "{0}: wave {1} on {2}")
    @CsvSource({
        "wwwwww, 1, 0",
        // A canary that is away is none.
        "kwwwww, 1, 1",
        "kkww,   1, 2",
        // Passed over is like done.
        "pwwww,  2, 12",
        "pw,     2, 1",
    })
    void releasesTheCanaryAndThenAWave(String vms, int wave, String released) {
        assertThat(next(vms)).isEqualTo(new Release(wave, agents(released)));
    }

    @Test
    void waitsBetweenWavesFromTheLastEndOn() {
        var four = MINUTE.multipliedBy(4);

        assertThat(next("awwww")).isEqualTo(new Rest(Reason.BETWEEN_WAVES, NOW.plus(four)));
        assertThat(Waves.next(PLAN, progress(Mode.GOING, 1, "awwww"), NOW.plus(four)))
                .isEqualTo(new Release(2, agents("12")));
    }

    @Test
    void doesNotWaitWhereAPersonSaidSoAfterThatWaveOnly() {
        var members = progress(Mode.GOING, 2, "aaaww").members();

        assertThat(Waves.next(PLAN, new Progress(Mode.GOING, 2, 2, members), NOW))
                .isEqualTo(new Release(3, agents("34")));
        assertThat(Waves.next(PLAN, new Progress(Mode.GOING, 2, 1, members), NOW))
                .isEqualTo(new Rest(Reason.BETWEEN_WAVES, NOW.plus(MINUTE.multipliedBy(4))));
    }

    @ParameterizedTest
    @CsvSource({"rwwww", "uwwww", "aruww", "auaww"})
    void releasesNothingWhileAWaveIsUnderWay(String vms) {
        assertThat(next(vms))
                .isEqualTo(new Rest(Reason.UNDER_WAY, NOW.plus(MINUTE.multipliedBy(14))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "bwwww, vm-0 rolled back: said so",
        "axwww, vm-1 refused it: said so",
        "auswr, vm-2 stalled: said so",
        "owwww, vm-0 did not begin by 2026-01-01T12:00:00Z",
        "aUwww, vm-1 did not end by 2026-01-01T12:00:00Z",
        // Also when all had their turn, for one may come back.
        "aaab,  vm-3 rolled back: said so",
    })
    void haltsAtTheFirstFailure(String vms, String because) {
        assertThat(next(vms)).isEqualTo(new Advice.Halt(because));
    }

    @Test
    void tellsTheBeginningOfWhatMayBeLong() {
        var end = new Member.Ended(Outcome.STALLED, "e".repeat(400) + "\nand more", NOW);

        var progress = new Progress(Mode.GOING, 1, 0, List.of(new Member(agent(0), end)));

        assertThat(Waves.next(PLAN, progress, NOW))
                .isEqualTo(new Advice.Halt("vm-0 stalled: " + "e".repeat(300)));
    }

    @Test
    void isAtWorkUntilTheVeryDeadline() {
        var justBefore = NOW.minusMillis(1);

        assertThat(Waves.next(PLAN, progress(Mode.GOING, 1, "ow"), justBefore))
                .isEqualTo(new Rest(Reason.UNDER_WAY, NOW));
    }

    @Nested
    class WithVmsAway {
        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({"wWwW, 13", "aWww, 1", "Rwww, 0", "bWww, 1"})
        void marksThemFirst(String vms, String skipped) {
            assertThat(next(vms)).isEqualTo(new Advice.Skip(agents(skipped)));
        }

        @Test
        void doesNotTakeBackWhatWasBegun() {
            assertThat(next("uwww")).isInstanceOf(Rest.class);
        }

        @Test
        void takesThemBackIn() {
            assertThat(next("aKww")).isEqualTo(new Advice.Return(agents("1")));
        }

        @Test
        void isDoneWithoutThem() {
            assertThat(next("aaak")).isEqualTo(new Rest(Reason.DONE, null));
            assertThat(next("kkkk")).isEqualTo(new Rest(Reason.DONE, null));
        }

        @Test
        void marksThemAlsoWhileItIsHalted() {
            assertThat(Waves.next(PLAN, progress(Mode.HALTED, 1, "bWKw"), NOW))
                    .isEqualTo(new Advice.Skip(agents("1")));
            assertThat(Waves.next(PLAN, progress(Mode.HALTED, 1, "bkKw"), NOW))
                    .isEqualTo(new Advice.Return(agents("2")));
        }
    }

    @ParameterizedTest
    @CsvSource({"wwww", "awww", "bwww", "oooo", "aaaa"})
    void releasesNothingWhileItIsHalted(String vms) {
        assertThat(Waves.next(PLAN, progress(Mode.HALTED, 1, vms), NOW))
                .isEqualTo(new Rest(Reason.HALTED, null));
    }

    @Test
    void goesToAllThatAreLeftButNotBeyondAFailure() {
        assertThat(Waves.next(PLAN, progress(Mode.ALL_AT_ONCE, 1, "uwwkw"), NOW))
                .isEqualTo(new Release(2, agents("124")));
        assertThat(Waves.next(PLAN, progress(Mode.ALL_AT_ONCE, 1, "bwwkw"), NOW))
                .isInstanceOf(Advice.Halt.class);
    }

    @ParameterizedTest(name = "{0} % of {1} are {2}")
    @CsvSource({"25, 6, 1", "50, 6, 3", "1, 6, 1", "100, 6, 6", "34, 3, 1", "67, 3, 2"})
    void roundsAPartDownToAtLeastOne(int percent, int all, int size) {
        assertThat(new Share(percent, Unit.PERCENT).of(all)).isEqualTo(size);
    }

    @Test
    void hasNoCanaryWhereNoneIsWanted() {
        var plan =
                new Plan(0, PLAN.wave(), PLAN.pause(), MINUTE, PLAN.awayAfter(), OnFailure.LEAVE);

        assertThat(Waves.next(plan, progress(Mode.GOING, 0, "wwww"), NOW))
                .isEqualTo(new Release(1, agents("01")));
    }

    @Test
    void namesThoseThatAHaltIsAbout() {
        assertThat(Waves.inTrouble(PLAN, progress(Mode.HALTED, 1, "abxosUpurwk"), NOW))
                .containsExactlyElementsOf(
                        IntStream.of(1, 2, 3, 4, 5).mapToObj(WavesTest::agent).toList());
    }
}
