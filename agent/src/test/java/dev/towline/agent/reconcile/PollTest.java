package dev.towline.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.towline.agent.check.Pace;
import dev.towline.agent.git.FileWitness;
import dev.towline.agent.git.GitAccess;
import dev.towline.agent.git.Mirror;
import dev.towline.agent.journal.Journal;
import dev.towline.agent.journal.KeepingFile;
import dev.towline.agent.journal.OrderedHolds;
import dev.towline.agent.journal.StandingHolds;
import dev.towline.agent.journal.Testimony;
import dev.towline.agent.link.CoordinatorLink;
import dev.towline.agent.link.Identity;
import dev.towline.agent.lock.ProjectLocks;
import dev.towline.agent.plan.DockerInMemory;
import dev.towline.ids.AgentId;
import dev.towline.ids.CommitSha;
import dev.towline.ids.Generation;
import dev.towline.trust.Envelope;
import dev.towline.trust.SigningKey;
import dev.towline.wire.AuditHead;
import dev.towline.wire.DesiredState;
import dev.towline.wire.DriftPolicy;
import dev.towline.wire.Hold;
import dev.towline.wire.HoldOrder;
import dev.towline.wire.Json;
import dev.towline.wire.ReportEvent;
import dev.towline.wire.StatusReport;
import dev.towline.wire.Terms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real HTTP server, which answers as it was told and then with 304 at once.
class PollTest {
    private static final SigningKey KEY = SigningKey.generate();
    private static final Hold HOLD =
            new Hold(
                    "look",
                    "jen",
                    null,
                    Instant.EPOCH,
                    Instant.EPOCH.plus(Duration.ofDays(99_999)));

    @TempDir Path folder;
    private final Deque<byte[]> orders = new ArrayDeque<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> knownHolds = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<ReportEvent> told = new CopyOnWriteArrayList<>();
    private final Signals signals = new Signals();
    private int otherwise = 304;
    private HttpServer server;
    private Workplace at;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        at = workplace();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestHeaders().getFirst("If-None-Match"));
        knownHolds.add(exchange.getRequestHeaders().getFirst(HoldOrder.KNOWN));
        var order = orders.poll();
        if (order == null) {
            exchange.sendResponseHeaders(otherwise, -1);
        } else {
            exchange.sendResponseHeaders(200, order.length);
            exchange.getResponseBody().write(order);
        }
        exchange.close();
    }

    private Workplace workplace() {
        var docker = new DockerInMemory();
        var journal = Journal.open(folder.resolve("journal.json"));
        Reports reports = (_, _, event) -> told.add(event);
        var testimony = Testimony.open(folder);
        var beside = new StatusBoard.Beside(() -> StandingHolds.NONE, testimony);
        return new Workplace(
                new EnvironmentSettings(
                        World.STAGING,
                        folder,
                        List.of(),
                        folder,
                        Duration.ofMinutes(1),
                        0,
                        DriftPolicy.HOLD_OFF,
                        EditPolicy.REFUSE,
                        HostSettings.USUAL),
                docker,
                new FakeDisk(),
                new Mirror(folder, new GitAccess.Open(), Duration.ofMinutes(1)),
                FileWitness.NOBODY,
                journal,
                new KeptImages(List.of(journal)),
                signals,
                new EngineEar(docker, () -> {}),
                new StatusBoard(World.STAGING, journal, beside, reports),
                reports,
                new Pauses(),
                InstantSource.system(),
                new ProjectLocks(folder, InstantSource.system()),
                new KeepingFile(folder),
                OrderedHolds.open(folder),
                new LastLook(),
                testimony);
    }

    /// Time stands still; after six pauses the thread is interrupted.
    private final class Pauses implements Pace {
        @Override
        public Duration now() {
            return Duration.ZERO;
        }

        @Override
        public void sleep(Duration pause) throws InterruptedException {
            pauses.add(pause);
            if (pauses.size() == 6) {
                throw new InterruptedException();
            }
        }
    }

    private void poll() {
        var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        var identity =
                new Identity(
                        new AgentId("vm-1"),
                        World.STAGING,
                        "secret",
                        KEY.verifyingKey(),
                        uri,
                        null);
        try (var link = new CoordinatorLink(identity)) {
            new Poll(at, link).run();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static DesiredState order(long generation) {
        return Orders.of(new CommitSha("a".repeat(40)), new Generation(generation), "/none");
    }

    private void answers(DesiredState order, SigningKey key) {
        orders.add(Json.bytes(Envelope.sign(DesiredState.PAYLOAD_TYPE, Json.bytes(order), key)));
    }

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

    private static HoldOrder holds(long number, Hold... holds) {
        return new HoldOrder(
                World.STAGING, new AgentId("vm-1"), number, List.of(holds), Instant.EPOCH);
    }

    private void answers(HoldOrder order, SigningKey key) {
        orders.add(Json.bytes(Envelope.sign(HoldOrder.PAYLOAD_TYPE, Json.bytes(order), key)));
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
