package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.docker.DockerEngine;
import dev.towline.agent.docker.Engine;
import dev.towline.agent.docker.PullOutcome;
import dev.towline.agent.docker.PullPolicy;
import dev.towline.agent.docker.WantedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What a power cut leaves of an image that was being pulled: the engine knows its name, and some
/// of its files are empty.
@Execution(ExecutionMode.CONCURRENT)
class DamagedImageIT {
    @TempDir Path folder;
    private Registry registry;
    private SmallDisk disk;
    private PrivateEngine daemon;
    private Engine engine;

    @BeforeEach
    void start() {
        registry = Registry.in(folder.resolve("registry"));
        disk = SmallDisk.in(folder.resolve("disk"), 200);
        daemon = PrivateEngine.on(disk.root().resolve("docker"), folder.resolve("dockerd.log"));
        engine = new DockerEngine(URI.create(daemon.address()), folder.resolve("no.json"));
    }

    @AfterEach
    void end() {
        engine.close();
        daemon.close();
        disk.close();
        registry.close();
    }

    @Test
    void isToldFromOneThatCannotBeHadAndIsWholeAfterItWasRemoved() throws Exception {
        new ImageMaker(registry).push("app", "1", ImageRecipe.running("true"));
        var image = new WantedImage(registry.name() + "/app:1", "", new PullPolicy.Missing());
        assertThat(pull(image)).isInstanceOf(PullOutcome.Ready.class);
        for (var lower : lowers()) {
            Files.write(lower, new byte[0]);
        }

        assertThat(pull(image)).isInstanceOf(PullOutcome.Damaged.class);

        engine.removeImage(image.reference());
        assertThat(pull(image)).isInstanceOf(PullOutcome.Ready.class);
    }

    private PullOutcome pull(WantedImage image) {
        return engine.pull(image, _ -> {}, Duration.ofSeconds(30));
    }

    /// By them the engine finds what a layer lies on.
    private List<Path> lowers() throws IOException {
        try (var layers = Files.list(disk.root().resolve("docker/overlay2"))) {
            return layers.map(it -> it.resolve("lower")).filter(Files::exists).toList();
        }
    }
}
