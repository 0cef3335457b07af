package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an order gives up goes with it everywhere, and is written down.
final class VolumeChangeTest {
    private static final String DESIRED = "/api/v1/environments/production/desired";
    private static final List<String> GIVEN_UP = List.of("db:/var/lib/data", "shop_data");

    @TempDir private Path data;
    private TestCoordinator coordinator;
    private TestAgent agent;

    @BeforeEach
    void order() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        agent = TestAgent.enrol(coordinator, "production", "vm-1");
        var reply =
                coordinator.put(
                        DESIRED,
                        """
                        {"sha":"%s","confirm":"DEPLOY","reason":"a test",
                         "acceptVolumeChange":["db:/var/lib/data","shop_data"]}
                        """
                                .formatted(SHA_1));
        assertThat(reply.status()).as(reply.raw().body()).isEqualTo(202);
        assertThat(texts(reply.json().path("acceptVolumeChange"))).isEqualTo(GIVEN_UP);
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    @Test
    void isInTheSignedOrder() throws Exception {
        assertThat(agent.open(agent.poll("", "")).acceptVolumeChange()).isEqualTo(GIVEN_UP);
    }

    @Test
    void isKeptOverARestart() throws Exception {
        coordinator.restart();

        assertThat(agent.open(agent.poll("", "")).acceptVolumeChange()).isEqualTo(GIVEN_UP);
        assertThat(texts(coordinator.get(DESIRED).json().path("acceptVolumeChange")))
                .isEqualTo(GIVEN_UP);
    }

    @Test
    void isWrittenDown() {
        var newest = coordinator.get("/api/v1/audit").json().get(0);

        assertThat(newest.path("detail").asText())
                .isEqualTo(
                        "production-1 "
                                + SHA_1
                                + ", accepting a change of db:/var/lib/data, shop_data");
    }

    @Test
    void isNoPartOfTheNextOrder() throws Exception {
        coordinator.deploy("production", SHA_1);

        assertThat(agent.open(agent.poll("", "")).acceptVolumeChange()).isEmpty();
        assertThat(coordinator.get(DESIRED).json().has("acceptVolumeChange")).isFalse();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    }
}
