package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.api.model.PullResponseItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PullProgressTest {
    private final List<String> said = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private final PullProgress progress = new PullProgress("api:1", said::add, new FixedTicker());

    @Test
    void addsUpTheLayers() throws JsonProcessingException {
        progress.add(downloading("a", 1_000_000, 3_000_000));
        now = Duration.ofSeconds(1);
        progress.add(downloading("b", 100_000, 2_200_000));
        now = Duration.ofSeconds(2);
        progress.add(downloading("a", 3_000_000, 3_000_000));

        assertThat(said)
                .containsExactly(
                        "api:1: 1.0 of 3.0 MB", "api:1: 1.1 of 5.2 MB", "api:1: 3.1 of 5.2 MB");
    }

    @Test
    void speaksTwiceASecondAtMost() throws JsonProcessingException {
        for (var step = 0; step <= 10; step++) {
            now = Duration.ofMillis(step * 100L);
            progress.add(downloading("a", step * 100_000L, 1_000_000));
        }

        assertThat(said)
                .containsExactly(
                        "api:1: 0.0 of 1.0 MB", "api:1: 0.5 of 1.0 MB", "api:1: 1.0 of 1.0 MB");
    }

    @Test
    void isSilentOnWhatIsNoDownload() throws JsonProcessingException {
        progress.add(item("{\"status\": \"Pulling from x\", \"id\": \"1\"}"));
        progress.add(item("{\"status\": \"Extracting\", \"id\": \"a\", \"progressDetail\": {}}"));

        assertThat(said).isEmpty();
    }

    private static PullResponseItem downloading(String layer, long current, long total)
            throws JsonProcessingException {
        return item(
                """
                {"status": "Downloading", "id": "%s",
                 "progressDetail": {"current": %d, "total": %d}}
                """
                        .formatted(layer, current, total));
    }

    private static PullResponseItem item(String json) throws JsonProcessingException {
        return Projects.MAPPER.readValue(json, PullResponseItem.class);
    }

    private final class FixedTicker implements Ticker {
        @Override
        public Duration elapsed() {
            return now;
        }

        @Override
        public void sleep(Duration duration) {
            now = now.plus(duration);
        }
    }
}
