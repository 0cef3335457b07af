package dev.towline.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.TestCoordinator.Reply;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How long a token is good, and when it was used. The clock starts on 1 January 2026.
final class TokenTest {
    private static final String PATH = "/api/v1/tokens";

    @TempDir private Path data;
    private TestCoordinator coordinator;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private Reply make(String role, String more) {
        return coordinator.post(PATH, "{\"name\":\"x\",\"role\":\"%s\"%s}".formatted(role, more));
    }

    private int ask(String token) {
        return coordinator.send("GET", "/api/v1/environments", token, "").status();
    }

    private void pass(Duration time) {
        coordinator.now.updateAndGet(it -> it.plus(time));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                        | 2026-04-01T00:00:00Z",
                "`,\"for\":\"12h\"`                        | 2026-01-01T12:00:00Z",
                "`,\"for\":\"90d\"`                        | 2026-04-01T00:00:00Z",
                "`,\"for\":\"never\"`                      | null",
                "`,\"expiresAt\":\"2026-01-02T00:00:00Z\"` | 2026-01-02T00:00:00Z",
            })
    void isOverInNinetyDaysUnlessItIsSaidOtherwise(String wish, String end) {
        var made = make("viewer", wish);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/expiresAt")).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`,\"for\":\"91d\"`                                              | for",
                "`,\"for\":\"0s\"`                                               | for",
                "`,\"for\":\"ever\"`                                             | for",
                "`,\"for\":\"999999999d999999999d\"`                             | for",
                "`,\"expiresAt\":\"2026-01-01T00:00:00Z\"`                       | expiresAt",
                "`,\"expiresAt\":\"2026-04-01T00:00:01Z\"`                       | expiresAt",
                "`,\"expiresAt\":\"+1000000000-01-01T00:00:00Z\"`                | expiresAt",
                "`,\"for\":\"1d\",\"expiresAt\":\"2026-01-02T00:00:00Z\"`        | for",
            })
    void refusesAnEndThatCannotBe(String wish, String field) {
        var reply = make("viewer", wish);

        assertThat(reply.status()).isIn(400, 422);
        assertThat(reply.text("/field")).isEqualTo(field);
    }

    @Test
    void isNoLongerGoodWhenItsTimeIsOverAlsoAfterARestart() {
        var token = make("viewer", ",\"for\":\"1h\"").text("/token");
        assertThat(ask(token)).isEqualTo(200);

        pass(Duration.ofHours(1));

        assertThat(ask(token)).isEqualTo(401);
        coordinator.restart();
        assertThat(ask(token)).isEqualTo(401);
    }

    @Test
    void isGoodUntilItsTimeIsOverAlsoAfterARestart() {
        var token = make("viewer", ",\"for\":\"1h\"").text("/token");

        coordinator.restart();
        pass(Duration.ofMinutes(59));

        assertThat(ask(token)).isEqualTo(200);
    }

    @Test
    void makesAWayInWhereEveryAdministratorHasExpired() {
        make("admin", ",\"for\":\"1d\"");
        var first = coordinator.admin.substring(3, 15);
        assertThat(coordinator.send("DELETE", PATH + "/" + first, coordinator.admin, "").status())
                .isEqualTo(204);

        pass(Duration.ofDays(1));
        coordinator.restart();

        var anew = coordinator.read("admin-token").strip();
        assertThat(anew).isNotEqualTo(coordinator.admin);
        assertThat(coordinator.send("GET", PATH, anew, "").status()).isEqualTo(200);
    }

    @Test
    void keepsTheLastAdministratorWhoIsStillGood() {
        make("admin", ",\"for\":\"1d\"");
        pass(Duration.ofDays(1));
        var first = coordinator.admin.substring(3, 15);

        var reply = coordinator.send("DELETE", PATH + "/" + first, coordinator.admin, "");

        assertThat(reply.status()).isEqualTo(409);
    }

    @Test
    void showsWhenItWasUsedAlsoAfterARestart() {
        var made = make("viewer", "");
        pass(Duration.ofMinutes(7));
        ask(made.text("/token"));
        pass(Duration.ofMinutes(7));
        assertThat(lastUse(made)).isEqualTo("2026-01-01T00:07:00Z");

        coordinator.restart();

        assertThat(lastUse(made)).isEqualTo("2026-01-01T00:07:00Z");
    }

    private String lastUse(Reply made) {
        for (var listed : coordinator.get(PATH).json()) {
            if (listed.at("/id").asText().equals(made.text("/id"))) {
                return listed.at("/lastUsedAt").asText();
            }
        }
        return "not listed";
    }

    @Test
    void isWrittenDownWithWhatItMay() {
        coordinator.define("staging");
        coordinator.post(
                PATH,
                "{\"name\":\"alice\",\"role\":\"deployer\",\"environments\":[\"staging\"],"
                        + "\"for\":\"1d\"}");

        assertThat(coordinator.get("/api/v1/audit").json().get(0).at("/detail").asText())
                .isEqualTo("alice, deployer for staging, expires 2026-01-02T00:00:00Z");
    }
}
