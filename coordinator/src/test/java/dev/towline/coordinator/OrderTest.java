package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;
import static dev.towline.coordinator.TestCoordinator.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Orders to deploy, over HTTP.
final class OrderTest {
    private static final String DESIRED = "/api/v1/environments/production/desired";

    @TempDir private Path data;
    private TestCoordinator coordinator;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    @Test
    void answersWithDeploymentItsPlaceAndItsTag() {
        var reply = coordinator.put(DESIRED, order(SHA_1));

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("Location")).isEqualTo("/api/v1/deployments/production-1");
        assertThat(reply.header("ETag")).isEqualTo("\"1\"");
        assertThat(reply.json().toPrettyString())
                .startsWith(
                        """
                        {
                          "deployment" : "production-1",
                          "environment" : "production",
                          "generation" : 1,
                          "sha" : "1111111111111111111111111111111111111111",
                          "forced" : false,
                          "requestedBy" : "first administrator (token\
                        """)
                .endsWith(
                        """
                          "reason" : "a test",
                          "requestedAt" : "2026-01-01T00:00:00Z"
                        }\
                        """);
    }

    @Test
    void givesEachOrderTheNextGeneration() {
        coordinator.deploy("production", SHA_1);

        var second = coordinator.deploy("production", SHA_2);

        assertThat(second.text("/generation")).isEqualTo("2");
        assertThat(coordinator.get(DESIRED).text("/sha")).isEqualTo(SHA_2);
        assertThat(coordinator.get(DESIRED).header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void saysThatNothingWasOrderedYet() {
        assertThat(coordinator.get(DESIRED).status()).isEqualTo(404);
    }

    @Test
    void writesTheOrderDown() {
        coordinator.deploy("production", SHA_1);

        var newest = coordinator.get("/api/v1/audit").json().get(0);

        assertThat(newest.at("/action").asText()).isEqualTo("desired-set");
        assertThat(newest.at("/reason").asText()).isEqualTo("a test");
        assertThat(newest.at("/who").asText()).startsWith("first administrator (token ");
    }

    @Nested
    class WithPrecondition {
        @Test
        void isRefusedWhenGenerationIsAnother() {
            coordinator.deploy("production", SHA_1);

            var reply = ifMatch("\"0\"");

            assertThat(reply.status()).isEqualTo(412);
            assertThat(reply.text("/field")).isEqualTo("If-Match");
            assertThat(reply.text("/detail")).isEqualTo("the generation is \"1\" by now");
        }

        @Test
        void isObeyedWhenGenerationIsTheSame() {
            coordinator.deploy("production", SHA_1);

            assertThat(ifMatch("\"1\"").status()).isEqualTo(202);
        }

        @Test
        void mustBeAGeneration() {
            assertThat(ifMatch("\"abc\"").status()).isEqualTo(400);
        }

        private TestCoordinator.Reply ifMatch(String tag) {
            return coordinator.send(
                    coordinator
                            .request("PUT", DESIRED, coordinator.admin, order(SHA_2))
                            .header("If-Match", tag)
                            .build());
        }
    }

    @Nested
    class WithIdempotencyKey {
        @Test
        void isCarriedOutOnceAndAnsweredTheSame() {
            var first = keyed("k1", order(SHA_1));

            var again = keyed("k1", order(SHA_1));

            assertThat(again.status()).isEqualTo(202);
            assertThat(again.json()).isEqualTo(first.json());
            assertThat(again.header("Location")).isEqualTo(first.header("Location"));
            assertThat(coordinator.get(DESIRED).text("/generation")).isEqualTo("1");
        }

        @Test
        void isAnsweredTheSameAfterARestart() {
            var first = keyed("k1", order(SHA_1));
            coordinator.restart();

            assertThat(keyed("k1", order(SHA_1)).json()).isEqualTo(first.json());
        }

        @Test
        void isRefusedForAnotherRequest() {
            keyed("k1", order(SHA_1));

            var other = keyed("k1", order(SHA_2));

            assertThat(other.status()).isEqualTo(422);
            assertThat(other.text("/field")).isEqualTo("Idempotency-Key");
        }

        private TestCoordinator.Reply keyed(String key, String body) {
            return coordinator.send(
                    coordinator
                            .request("PUT", DESIRED, coordinator.admin, body)
                            .header("Idempotency-Key", key)
                            .build());
        }
    }

    @Nested
    class WithAbbreviatedSha {
        @Test
        void takesTheOneBuildThatItNames() {
            var sha = "abcdef0" + "1".repeat(33);
            coordinator.put("/api/v1/builds/" + sha, "{\"status\":\"passed\"}");

            assertThat(coordinator.deploy("production", "abcdef0").text("/sha")).isEqualTo(sha);
        }

        @Test
        void takesTheOneEarlierDeploymentThatItNames() {
            coordinator.deploy("production", SHA_1);

            assertThat(coordinator.deploy("production", "1111111").text("/sha")).isEqualTo(SHA_1);
        }

        @Test
        void namesTheCandidatesWhenThereAreSeveral() {
            var one = "abcdef0" + "1".repeat(33);
            var other = "abcdef0" + "2".repeat(33);
            coordinator.put("/api/v1/builds/" + one, "{\"status\":\"passed\"}");
            coordinator.put("/api/v1/builds/" + other, "{\"status\":\"failed\"}");

            var reply = coordinator.deploy("production", "abcdef0");

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.text("/field")).isEqualTo("sha");
            assertThat(reply.text("/detail")).contains("ambiguous", one, other);
        }
    }
}
