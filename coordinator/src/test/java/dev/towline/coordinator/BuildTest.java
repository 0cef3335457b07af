package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What CI registers, over HTTP.
final class BuildTest {
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

    private void register(String sha, String status) {
        coordinator.put("/api/v1/builds/" + sha, "{\"status\":\"" + status + "\"}");
    }

    @Test
    void keepsAllThatCiSays() {
        var reply =
                coordinator.put(
                        "/api/v1/builds/" + SHA_1,
                        """
                        {"status":"passed","images":{"shop/api:1":"sha256:%s"},"url":"https://ci/1",
                         "commitTime":"2025-12-31T10:00:00Z","subject":"faster imports"}\
                        """
                                .formatted("a".repeat(64)));

        assertThat(reply.status()).isEqualTo(201);
        var found = coordinator.get("/api/v1/builds/" + SHA_1);
        assertThat(found.json()).isEqualTo(reply.json());
        assertThat(found.text("/commitTime")).isEqualTo("2025-12-31T10:00:00Z");
        assertThat(found.text("/subject")).isEqualTo("faster imports");
        assertThat(found.json().at("/images/shop~1api:1").asText()).startsWith("sha256:aaa");
    }

    /// Orders are given on the strength of it.
    @Test
    void auditTellsEachRegistrationAndWhatItReplaced() {
        register(SHA_1, "failed");
        coordinator.put(
                "/api/v1/builds/" + SHA_1,
                "{\"status\":\"passed\",\"images\":{\"shop/api:1\":\"sha256:"
                        + "a".repeat(64)
                        + "\"},\"url\":\"https://ci/1\"}");

        var entries = coordinator.get("/api/v1/audit").json();

        assertThat(entries.at("/0/action").asText()).isEqualTo("build-registered");
        assertThat(entries.at("/0/subject").asText()).isEqualTo(SHA_1);
        assertThat(entries.at("/0/detail").asText())
                .isEqualTo(
                        """
                        {"status":"passed","before":"failed","images":{"shop/api:1":"sha256:%s"},\
                        "url":"https://ci/1"}\
                        """
                                .formatted("a".repeat(64)));
        assertThat(entries.at("/1/detail").asText())
                .isEqualTo("{\"status\":\"failed\",\"images\":{}}");
    }

    @Test
    void listsTheNewestFirstAndInParts() {
        register(SHA_1, "failed");
        register(SHA_2, "passed");
        register(SHA_1, "passed");

        var all = coordinator.get("/api/v1/builds").json();
        var first = coordinator.get("/api/v1/builds?limit=1").json();
        var next = coordinator.get("/api/v1/builds?limit=1&before=" + first.at("/0/number")).json();

        assertThat(all.findValuesAsText("sha")).containsExactly(SHA_1, SHA_2);
        assertThat(all.findValuesAsText("status")).containsExactly("passed", "passed");
        assertThat(first.findValuesAsText("sha")).containsExactly(SHA_1);
        assertThat(next.findValuesAsText("sha")).containsExactly(SHA_2);
    }

    @Test
    void refusesADigestThatIsNull() {
        var reply =
                coordinator.put(
                        "/api/v1/builds/" + SHA_1,
                        "{\"status\":\"passed\",\"images\":{\"api\":null}}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("/field")).isEqualTo("images.api");
    }

    @Test
    void refusesMoreThanTwoHundredImages() {
        var images = new StringBuilder("\"i\":\"sha256:" + "a".repeat(64) + "\"");
        for (var i = 0; i < 200; i++) {
            images.append(",\"i" + i + "\":\"sha256:" + "a".repeat(64) + "\"");
        }

        var reply =
                coordinator.put(
                        "/api/v1/builds/" + SHA_1,
                        "{\"status\":\"passed\",\"images\":{" + images + "}}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("/detail")).isEqualTo("there are 201 images");
    }

    @Test
    void refusesATimeThatNoCommitHas() {
        var reply =
                coordinator.put(
                        "/api/v1/builds/" + SHA_1,
                        """
                        {"status":"passed","commitTime":"+1000000000-12-31T23:59:59Z"}\
                        """);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("/field")).isEqualTo("commitTime");
    }
}
