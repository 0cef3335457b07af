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
import dev.towline.wire.DesiredState;
import dev.towline.wire.DriftPolicy;
import dev.towline.wire.Hold;
import dev.towline.wire.HoldOrder;
import dev.towline.wire.Json;
import dev.towline.wire.ReportEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Against a real HTTP server, which answers as it was told and then with 304 at once.
abstract class PollFixture {
    static final SigningKey KEY = SigningKey.generate();
    static final Hold HOLD =
            new Hold(
                    "look",
                    "jen",
                    null,
                    Instant.EPOCH,
                    Instant.EPOCH.plus(Duration.ofDays(99_999)));

    @TempDir Path folder;
    final Deque<byte[]> orders = new ArrayDeque<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> knownHolds = new CopyOnWriteArrayList<>();
    final List<Duration> pauses = new ArrayList<>();
    final List<ReportEvent> told = new CopyOnWriteArrayList<>();
    final Signals signals = new Signals();
    int otherwise = 304;
    HttpServer server;
    Workplace at;

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

    Workplace workplace() {
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
                        Optional.empty(),
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

    void poll() {
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

    static DesiredState order(long generation) {
        return Orders.of(new CommitSha("a".repeat(40)), new Generation(generation), "/none");
    }

    void answers(DesiredState order, SigningKey key) {
        orders.add(Json.bytes(Envelope.sign(DesiredState.PAYLOAD_TYPE, Json.bytes(order), key)));
    }

    static HoldOrder holds(long number, Hold... holds) {
        return new HoldOrder(
                World.STAGING, new AgentId("vm-1"), number, List.of(holds), Instant.EPOCH);
    }

    void answers(HoldOrder order, SigningKey key) {
        orders.add(Json.bytes(Envelope.sign(HoldOrder.PAYLOAD_TYPE, Json.bytes(order), key)));
    }
}
