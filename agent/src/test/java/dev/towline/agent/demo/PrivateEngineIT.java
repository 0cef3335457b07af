package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
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

/// The engine that chaos kills: it comes back with what it ran, and leaves nothing.
@Execution(ExecutionMode.CONCURRENT)
class PrivateEngineIT {
    @TempDir Path folder;
    private Registry registry;
    private SmallDisk disk;
    private PrivateEngine engine;

    @BeforeEach
    void start() {
        registry = Registry.in(folder.resolve("registry"));
        disk = SmallDisk.in(folder.resolve("disk"), 200);
        engine = PrivateEngine.on(disk.root().resolve("docker"), folder.resolve("dockerd.log"));
    }

    @AfterEach
    void end() {
        engine.close();
        disk.close();
        registry.close();
    }

    @Test
    void bringsItsContainersBackAfterItWasKilledAndLeavesNothing() {
        new ImageMaker(registry)
                .push("sleeper", "1", ImageRecipe.running("tail", "-f", "/dev/null"));
        run("sleeper");
        var network = engine.socket().post("/networks/create", Map.of("Name", "one"));
        var bridge = "br-" + network.path("Id").asText().substring(0, 12);
        var ofOthers = exists("docker0");
        assertThat(exists(bridge)).isTrue();

        engine.kill9();
        engine.start();

        awaitRunning();
        engine.killAll9();
        engine.start();
        awaitRunning();
        engine.close();
        assertThat(exists(bridge)).isFalse();
        assertThat(exists("docker0")).isEqualTo(ofOthers);
        assertThat(Mounts.below(disk.root())).containsExactly(disk.root());
    }

    @Test
    void tellsAnEngineThatEndedByItselfFromOneThatWasEnded() {
        var _ = ProcessHandle.of(engine.pid()).orElseThrow().destroyForcibly();

        Awaitility.await("its end").atMost(Duration.ofSeconds(20)).until(engine::endedByItself);
        engine.start();
        assertThat(engine.endedByItself()).isFalse();
        engine.kill9();
        assertThat(engine.endedByItself()).isFalse();
    }

    private static boolean exists(String networkInterface) {
        return Files.exists(Path.of("/sys/class/net", networkInterface));
    }

    private void run(String name) {
        var image = registry.name() + "/" + name + ":1";
        engine.socket().pull(image);
        var policy = Map.of("RestartPolicy", Map.of("Name", "always"));
        engine.socket()
                .post(
                        "/containers/create?name=" + name,
                        Map.of("Image", image, "HostConfig", policy));
        engine.socket().start(name);
    }

    private void awaitRunning() {
        Awaitility.await("the container")
                .atMost(Duration.ofSeconds(20))
                .until(() -> states(), List.of("running")::equals);
    }

    private List<String> states() {
        return engine.socket().get("/containers/json?all=1").findValuesAsText("State");
    }

    @Test
    void itsDiskCanBeFull() {
        disk.fill(0);
        long free = disk.root().toFile().getUsableSpace();
        disk.free();

        assertThat(free).isLessThan(64 * 1024);
        assertThat(disk.root().toFile().getUsableSpace()).isGreaterThan(50 << 20);
    }
}
