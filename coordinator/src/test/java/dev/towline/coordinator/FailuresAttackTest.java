package dev.towline.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.http.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Guessing tokens: three tries an address, five in all, a minute; the clock stands.
final class FailuresAttackTest {
    private static final String WRONG = "tl_0123456789ab_" + "0".repeat(64);

    @TempDir private Path data;
    private TestCoordinator coordinator;

    @BeforeEach
    void start() {
        var usual = Limits.USUAL;
        coordinator =
                new TestCoordinator(
                        data,
                        config ->
                                config.with(
                                        new Limits(
                                                usual.head(),
                                                usual.body(),
                                                usual.idle(),
                                                usual.connections(),
                                                3,
                                                5)));
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private HttpResponse<String> ask(String address, String token) {
        var from =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .localAddress(localAddress(address));
        try (var http = from.build()) {
            return http.send(
                    coordinator.request("GET", "/api/v1/environments", token, "").build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static InetAddress localAddress(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(ask(address, WRONG).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void slowsDownWhoTriesWrongTokens() {
        fail("127.0.0.1", 3);

        var answer = ask("127.0.0.1", WRONG);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("20");
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }

    @Test
    void forgivesWithTime() {
        fail("127.0.0.1", 3);
        assertThat(ask("127.0.0.1", WRONG).statusCode()).isEqualTo(429);

        coordinator.now.updateAndGet(it -> it.plus(Duration.ofSeconds(20)));

        fail("127.0.0.1", 1);
        assertThat(ask("127.0.0.1", WRONG).statusCode()).isEqualTo(429);
    }

    @Test
    void slowsDownAllWhoTryWrongTokensFromMuchMoreAddresses() {
        fail("127.0.0.1", 2);
        fail("127.0.0.2", 2);
        fail("127.0.0.3", 1);

        assertThat(ask("127.0.0.4", WRONG).statusCode()).isEqualTo(429);
    }

    @Test
    void letsAGoodTokenInWhateverOthersTried() {
        fail("127.0.0.1", 3);
        fail("127.0.0.2", 2);
        assertThat(ask("127.0.0.1", WRONG).statusCode()).isEqualTo(429);

        assertThat(ask("127.0.0.1", coordinator.admin).statusCode()).isEqualTo(200);
        assertThat(ask("127.0.0.3", coordinator.admin).statusCode()).isEqualTo(200);
    }

    @Test
    void countsNoRequestWithoutAToken() {
        for (int i = 0; i < 10; i++) {
            assertThat(ask("127.0.0.1", "").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void countsWrongJoinTokensAsWell() {
        var body = "{\"joinToken\":\"tlj_0123456789ab_%s\",\"host\":\"x\"}";
        for (int i = 0; i < 3; i++) {
            assertThat(
                            coordinator
                                    .send(
                                            "POST",
                                            "/api/v1/agents",
                                            "",
                                            body.formatted("0".repeat(64)))
                                    .status())
                    .isEqualTo(401);
        }

        assertThat(
                        coordinator
                                .send("POST", "/api/v1/agents", "", body.formatted("0".repeat(64)))
                                .status())
                .isEqualTo(429);
    }
}
