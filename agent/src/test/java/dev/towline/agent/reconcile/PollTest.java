package dev.towline.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.journal.OrderedHolds;
import dev.towline.ids.AgentId;
import dev.towline.trust.SigningKey;
import dev.towline.wire.HoldOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollTest extends PollFixture {
    @Test
    void handsAnOrderToTheLoopAndAsksForTheNext() {
        answers(order(3), KEY);

        poll();

        assertThat(signals.newest()).contains(order(3));
        assertThat(asked).startsWith("\"0\"", "\"3\"");
        assertThat(at.board().status().lastContact()).isNotNull();
    }

    @Test
    void neverAsksWithoutPauseACoordinatorThatDoesNotWait() {
        poll();

        assertThat(pauses).isSorted().doesNotHaveDuplicates().hasSize(6);
        assertThat(asked).hasSize(6);
    }

    @Test
    void pausesAsBrieflyAsEverAfterAnOrder() {
        for (int unchanged = 0; unchanged < 3; unchanged++) {
            orders.add(new byte[0]);
        }
        answers(order(3), KEY);

        poll();

        assertThat(pauses.get(3)).isEqualTo(pauses.getFirst()).isLessThan(pauses.get(2));
    }

    @Test
    void pausesLongerAndLongerWhileTheCoordinatorIsBroken() {
        otherwise = 503;

        poll();

        assertThat(pauses).isSorted().doesNotHaveDuplicates();
        assertThat(at.board().status().lastContact()).isNull();
    }

    @Test
    void pausesWhenItIsNotLetIn() {
        otherwise = 401;

        poll();

        assertThat(pauses).hasSize(6);
        assertThat(signals.newest()).isEmpty();
    }

    @Test
    void keepsHoldsAndSaysWhichItKnows() {
        answers(holds(7, HOLD), KEY);

        poll();

        assertThat(at.hold()).contains(HOLD);
        assertThat(OrderedHolds.open(folder).standing(Instant.now())).containsExactly(HOLD);
        assertThat(knownHolds).startsWith("0", "7");
    }

    @Test
    void neverLetsAnOlderHoldOrReleaseUndoANewerOne() {
        answers(holds(7, HOLD), KEY);
        answers(holds(6), KEY);

        poll();

        assertThat(at.hold()).contains(HOLD);
    }

    @Test
    void obeysNoHoldThatSomebodyElseSigned() {
        answers(holds(7, HOLD), SigningKey.generate());

        poll();

        assertThat(at.hold()).isEmpty();
    }

    @Test
    void obeysNoHoldOfAnotherVm() {
        answers(
                new HoldOrder(World.STAGING, new AgentId("vm-2"), 7, List.of(HOLD), Instant.EPOCH),
                KEY);

        poll();

        assertThat(at.hold()).isEmpty();
    }

    @Test
    void asksForTheHoldsAgainThatItCouldNotKeep() throws IOException {
        Files.createDirectory(folder.resolve("ordered-holds.json.new"));
        Files.createDirectory(folder.resolve("ordered-holds.json.new").resolve("in-the-way"));
        answers(holds(7, HOLD), KEY);

        poll();

        assertThat(at.hold()).contains(HOLD);
        assertThat(knownHolds).startsWith("0", "0");
    }

    @Test
    void neverObeysAnOlderOrder() {
        signals.order(order(5));
        answers(order(4), KEY);

        poll();

        assertThat(signals.newest()).contains(order(5));
    }

    @Test
    void neverObeysAnOrderThatSomebodyElseSigned() {
        answers(order(3), SigningKey.generate());

        poll();

        assertThat(signals.newest()).isEmpty();
    }
}
