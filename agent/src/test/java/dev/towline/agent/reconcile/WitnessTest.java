package dev.towline.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.journal.Testimony;
import dev.towline.ids.CommitSha;
import dev.towline.ids.Generation;
import dev.towline.trust.SigningKey;
import dev.towline.wire.AuditHead;
import dev.towline.wire.DesiredState;
import dev.towline.wire.StatusReport;
import dev.towline.wire.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What an agent holds against what the coordinator signed before.
class WitnessTest extends PollFixture {
    private List<String> reportedTroubles() {
        return told.stream()
                .map(it -> String.valueOf(((StatusReport) it).status().link()))
                .toList();
    }

    @Test
    void refusesAndReportsASecondOrderOfTheSameGenerationThatDiffers() {
        answers(order(3), KEY);
        var other = Orders.of(new CommitSha("b".repeat(40)), new Generation(3), "/none");
        answers(other, KEY);

        poll();

        assertThat(signals.newest()).contains(order(3));
        assertThat(reportedTroubles())
                .singleElement()
                .asString()
                .contains("signed two orders of generation 3");
    }

    @Test
    void remembersOverARestartWhatAGenerationWas() {
        at.testimony().heard(order(3));
        var other = Orders.of(new CommitSha("b".repeat(40)), new Generation(3), "/none");

        var again = Testimony.open(folder);

        assertThat(again.contradicts(other)).isTrue();
        assertThat(again.contradicts(order(3))).isFalse();
    }

    @Test
    void takesAnOrderThatWasSignedAnewForTheSame() {
        at.testimony().heard(order(3));

        var later = Orders.expiring(order(3), Instant.parse("2031-01-01T00:00:00Z"));

        assertThat(at.testimony().contradicts(later.on(head(9, "x")))).isFalse();
    }

    @Test
    void revivesNothingWhenTheClockIsSetBack() {
        at.testimony().heard(Instant.parse("2090-01-01T00:00:00Z"));

        assertThat(at.expired(order(3))).isTrue();
    }

    @Test
    void reportsWhatWasReplayed() {
        signals.order(order(5));
        answers(order(4), KEY);

        poll();

        assertThat(reportedTroubles()).singleElement().asString().contains("generation 4 after 5");
    }

    @Test
    void reportsWhatSomebodyElseSigned() {
        answers(order(3), SigningKey.generate());

        poll();

        assertThat(reportedTroubles()).singleElement().asString().contains("cannot be trusted");
    }

    private static Terms head(long number, String hash) {
        return new Terms(Map.of(), Terms.Ancestry.ANY, null, null, new AuditHead(number, hash));
    }

    @Test
    void showsTheHighestHeadOfTheAuditLogThatItSaw() {
        answers(order(3).on(head(7, "seven")), KEY);
        answers(order(4).on(head(9, "nine")), KEY);

        poll();

        assertThat(at.board().status().auditWitness()).isEqualTo(new AuditHead(9, "nine"));
        assertThat(at.board().status().auditAlarm()).isNull();
    }

    @Test
    void raisesAnAlarmAboutAnAuditLogThatBecameShorterAndObeysAllTheSame() {
        answers(order(3).on(head(7, "seven")), KEY);
        answers(order(4).on(head(6, "six")), KEY);

        poll();

        assertThat(signals.newest().map(DesiredState::generation)).contains(new Generation(4));
        assertThat(Testimony.open(folder).alarm()).contains("7 (seven)", "6 (six)");
        assertThat(Testimony.open(folder).head()).isEqualTo(new AuditHead(7, "seven"));
        assertThat(told).hasSize(1);
    }

    @Test
    void raisesAnAlarmAboutAnEntryThatWasChanged() {
        answers(order(3).on(head(7, "seven")), KEY);
        answers(order(4).on(head(7, "other")), KEY);

        poll();

        assertThat(at.board().status().auditAlarm()).contains("7 (seven)", "7 (other)");
    }
}
