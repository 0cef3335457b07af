package dev.towline.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towline.coordinator.fleet.SigningKeys;
import dev.towline.coordinator.store.DataDirectory;
import dev.towline.coordinator.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `/ready` is more than `/health`.
final class ReadinessTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @TempDir private Path data;

    @Test
    void isNotReadyWhileItsKeyIsGoneThoughItLives() throws IOException {
        try (var coordinator = new TestCoordinator(data)) {
            assertThat(coordinator.send("GET", "/ready", "", "").status()).isEqualTo(200);
            var aside = data.resolve("aside");

            Files.move(data.resolve("signing-key"), aside);

            await().atMost(LONGEST)
                    .untilAsserted(() -> {
                        var reply = coordinator.send("GET", "/ready", "", "");
                        assertThat(reply.status()).isEqualTo(503);
                        assertThat(reply.text("/type")).isEqualTo("/problems/not-ready");
                        assertThat(reply.text("/detail"))
                                .isEqualTo("the signing key is not in its file");
                    });
            assertThat(coordinator.send("GET", "/health", "", "").status()).isEqualTo(200);

            Files.move(aside, data.resolve("signing-key"));
            await().atMost(LONGEST)
                    .until(() -> coordinator.send("GET", "/ready", "", "").status() == 200);
        }
    }

    @Test
    void staysReadyWhileItsKeyIsRotated() {
        try (var coordinator = new TestCoordinator(data)) {
            coordinator.post("/api/v1/keys", "{\"reason\":\"once a year\"}");

            assertThat(coordinator.send("GET", "/ready", "", "").status()).isEqualTo(200);
        }
    }

    @Test
    void isNotReadyFromItsEndOn() {
        var directory = DataDirectory.take(data);
        var database = Database.open(directory);
        var readiness = new Readiness(directory, database, SigningKeys.open(directory, database));
        assertThat(readiness.trouble()).isEmpty();

        readiness.end();

        assertThat(readiness.trouble()).isEqualTo("the coordinator ends");
        database.close();
        directory.close();
    }

    @Test
    void isNotReadyWithoutAStore() {
        var directory = DataDirectory.take(data);
        var database = Database.open(directory);
        var readiness = new Readiness(directory, database, SigningKeys.open(directory, database));

        database.close();

        assertThat(readiness.trouble()).startsWith("the store does not take changes");
        directory.close();
    }
}
