package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.demo.DemoStack.Oddity;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class DemoFilesTest {
    @Test
    void joinsThePartsToOneComposeFile() {
        var stack = DemoStack.good().with(Oddity.WORKER).with(Oddity.REFUSED_ATTRIBUTE);

        var files = DemoFiles.of(stack, "127.0.0.1:5000", "hello");

        var compose = parse(files.get("docker-compose.yml"));
        assertThat(compose).containsOnlyKeys("services", "volumes");
        assertThat(compose.get("services"))
                .extracting(
                        "api.use_api_socket", "worker.image", "dashboard.depends_on.api.condition")
                .containsExactly(
                        true,
                        "127.0.0.1:5000/demo-api:${IMAGE_TAG:?set IMAGE_TAG}",
                        "service_healthy");
    }

    @Test
    void leavesTheReleaseToBeFilledInByTheAgent() {
        var files = DemoFiles.of(DemoStack.good(), "127.0.0.1:5000", "hello");

        var descriptor = parse(files.get("towline.yml"));
        assertThat(descriptor.get("variables"))
                .isEqualTo(Map.of("IMAGE_TAG", "sha-${TOWLINE_SHORT_SHA}"));
    }

    @SuppressWarnings("unchecked") // The demo's files are maps with text keys.
    private static Map<String, Object> parse(String yaml) {
        var settings = LoadSettings.builder().build();
        return (Map<String, Object>) new Load(settings).loadFromString(yaml);
    }
}
