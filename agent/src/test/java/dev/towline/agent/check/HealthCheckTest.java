package dev.towline.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.towline.agent.project.StackDescriptor.Health;
import dev.towline.wire.CheckReport;
import dev.towline.wire.CheckReport.Kind;
import dev.towline.wire.CheckReport.Verdict;
import dev.towline.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class HealthCheckTest {
    private static final String OLD = "{\"git_sha\":\"1111111\"}";
    private static final String NEW = "{\"git_sha\":\"22222220\"}";
    private static final Map<String, String> WANTED =
            Map.of("git_sha", "2".repeat(7) + "0".repeat(33));

    private final StillPace pace = new StillPace();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void passesOnceTheWantedShaAnswers() throws Exception {
        serve(exchange -> answer(exchange, 200, asked.incrementAndGet() < 4 ? OLD : NEW));

        var report = await(WANTED, Duration.ofSeconds(60));

        assertThat(report).isEqualTo(report(Verdict.PASSED, "as wanted; 4 tries in 1.7s", NEW));
        assertThat(pace.pauses())
                .containsExactly(
                        Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    @Test
    void namesWantedAndSeenShaWhenTheOldVersionGoesOnAnswering() throws Exception {
        serve(exchange -> answer(exchange, 200, OLD));

        var report = await(WANTED, Duration.ofSeconds(3));

        assertThat(report)
                .isEqualTo(
                        report(
                                Verdict.FAILED,
                                "git_sha is 1111111, wanted 2222222000000000000000000000000000000000"
                                        + " (HTTP status 200); 5 tries in 2.7s",
                                OLD));
    }

    @Test
    void doesNotBelieveAnErrorThatNamesTheWantedSha() throws Exception {
        serve(exchange -> answer(exchange, 503, NEW));

        var report = await(WANTED, Duration.ofSeconds(1));

        assertThat(report)
                .isEqualTo(report(Verdict.FAILED, "HTTP status 503; 3 tries in 750ms", NEW));
    }

    @Test
    void takesAnySuccessWhereNothingIsExpected() throws Exception {
        serve(exchange -> answer(exchange, 204, ""));

        var report = await(Map.of(), Duration.ofSeconds(1));

        assertThat(report).isEqualTo(report(Verdict.PASSED, "as wanted; 1 try in 0ms", null));
    }

    @Test
    void failsOnAnAnswerThatIsNotJson() throws Exception {
        serve(exchange -> answer(exchange, 200, "<html>git_sha 2222222</html>"));

        var report = await(WANTED, Duration.ofMillis(100));

        assertThat(report)
                .isEqualTo(
                        report(
                                Verdict.FAILED,
                                "HTTP status 200, but the answer is not JSON; 1 try in 0ms",
                                null));
    }

    @Test
    void failsOnAnAnswerWithoutEnd() throws Exception {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var block = new byte[64 * 1024];
            for (var sent = 0; sent < 160; sent++) {
                exchange.getResponseBody().write(block);
            }
        });

        var report = await(WANTED, Duration.ofMillis(100));

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.message()).startsWith("no answer: ").endsWith("; 1 try in 0ms");
        assertThat(report.evidence()).isNull();
    }

    @Test
    void failsOnABodyThatStopsInTheMiddle() throws Exception {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(NEW.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            untilOver();
        });

        var report = await(WANTED, Duration.ofMillis(100));

        assertThat(report)
                .isEqualTo(
                        report(
                                Verdict.FAILED,
                                "no answer: no whole answer in time; 1 try in 0ms",
                                null));
    }

    @Test
    void saysSoWhenNothingListens() throws Exception {
        server.stop(0);

        var report = await(WANTED, Duration.ofSeconds(2));

        assertThat(report)
                .isEqualTo(
                        report(
                                Verdict.FAILED,
                                "no answer: could not connect; 4 tries in 1.7s",
                                null));
    }

    @Test
    void followsARedirectOnTheSameHost() throws Exception {
        serve(exchange -> redirect(exchange, "/inner"));
        server.createContext("/inner", exchange -> answer(exchange, 200, NEW));

        var report = await(WANTED, Duration.ofMillis(100));

        assertThat(report).isEqualTo(report(Verdict.PASSED, "as wanted; 1 try in 0ms", NEW));
    }

    @Test
    void followsNoRedirectToAnotherHost() throws Exception {
        serve(exchange -> redirect(exchange, "http://localhost:1/"));

        var report = await(WANTED, Duration.ofMillis(100));

        assertThat(report)
                .isEqualTo(
                        report(
                                Verdict.FAILED,
                                "no answer: it redirects to another host, localhost; 1 try in 0ms",
                                null));
    }

    @Test
    void endsOnACircleOfRedirects() throws Exception {
        serve(exchange -> redirect(exchange, "/health"));

        var report = await(WANTED, Duration.ofMillis(100));

        assertThat(report)
                .isEqualTo(
                        report(
                                Verdict.FAILED,
                                "no answer: more than 3 redirects; 1 try in 0ms",
                                null));
    }

    @Test
    void stopsWhenANewerOrderTakesOver() throws Exception {
        serve(exchange -> answer(exchange, 500, ""));

        var report =
                new HealthCheck(pace)
                        .await(
                                new Health(url(), Duration.ofMinutes(10), WANTED),
                                () -> pace.pauses().size() == 2);

        assertThat(report)
                .isEqualTo(
                        report(
                                Verdict.FAILED,
                                "a newer order took over; HTTP status 500; 2 tries in 750ms",
                                null));
    }

    @Test
    void failsAtOnceOnAUrlThatIsNone() throws Exception {
        var report =
                new HealthCheck(pace)
                        .await(
                                new Health("file:///etc/passwd", Duration.ofMinutes(1), WANTED),
                                () -> false);

        assertThat(report)
                .isEqualTo(
                        new CheckReport(
                                Kind.HEALTH,
                                "file:///etc/passwd",
                                Verdict.FAILED,
                                "not an http or https URL",
                                null));
    }

    private CheckReport await(Map<String, String> expect, Duration timeout)
            throws InterruptedException {
        return new HealthCheck(pace).await(new Health(url(), timeout, expect), () -> false);
    }

    private CheckReport report(Verdict verdict, String message, String evidence)
            throws IOException {
        return new CheckReport(
                Kind.HEALTH,
                url(),
                verdict,
                message,
                evidence == null ? null : Json.MAPPER.readTree(evidence));
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/health";
    }

    private void serve(HttpHandler handler) {
        server.createContext("/health", handler);
    }

    private void untilOver() {
        try {
            over.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().add("Location", location);
        answer(exchange, 302, "");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
