package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.demo.DemoStack.Health;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class AdoptionE2E {
    @TempDir Path folder;
    private TestSite site;

    @BeforeEach
    void startSite() {
        site = TestSite.named("adoption", folder);
    }

    @AfterEach
    void endSite() {
        site.close();
    }

    @Test
    void whatRanBeforeAFailedFirstDeploymentRunsAgain() {
        var old = site.publish(DemoStack.good());
        runByHand(site.world().image("api", old));
        var before = site.engine().running();

        var deployment = site.order(site.publish(DemoStack.good().with(Health.OTHER_COMMIT)));

        site.assertEnds(deployment, "rolled-back");
        assertThat(site.engine().running()).isEqualTo(before);
        assertThat(site.engine().names()).containsExactlyElementsOf(before.keySet());
        awaitAnswer(old.hex());
    }

    /// As Compose would have made it, before there was Towline.
    private void runByHand(String image) {
        var engine = EngineSocket.ofThisMachine();
        var project = site.project(TestSite.STAGING);
        engine.pull(image);
        var container =
                engine.post(
                        "/containers/create?name=" + project + "-api-1",
                        Map.of(
                                "Image", image,
                                "Labels", labels(project),
                                "ExposedPorts", Map.of("8000/tcp", Map.of()),
                                "HostConfig", ports()));
        engine.start(container.path("Id").asText());
        awaitAnswer(site.world().repository().head().hex());
    }

    private static Map<String, String> labels(String project) {
        return Map.of(
                "com.docker.compose.project", project,
                "com.docker.compose.service", "api",
                "com.docker.compose.container-number", "1",
                "com.docker.compose.oneoff", "False");
    }

    private Map<String, Object> ports() {
        var binding = Map.of("HostIp", "127.0.0.1", "HostPort", "" + site.api().port());
        return Map.of(
                "PortBindings", Map.of("8000/tcp", List.of(binding)),
                "Tmpfs", Map.of("/data", ""),
                "RestartPolicy", Map.of("Name", "unless-stopped"));
    }

    private void awaitAnswer(String sha) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> site.api().answeringSha(), sha::equals);
    }
}
