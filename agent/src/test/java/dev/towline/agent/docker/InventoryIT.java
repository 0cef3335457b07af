package dev.towline.agent.docker;

import static dev.towline.agent.docker.DockerCli.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the real engine does with images and their names.
@Timeout(120)
class InventoryIT {
    private static final String CONTAINER = DockerCli.PREFIX + "-inventory";

    @TempDir private Path folder;
    private RegistryServer registry;
    private DockerEngine engine;
    private String image;

    @BeforeEach
    void pulledImage() {
        registry = new RegistryServer(folder).start();
        image = registry.address() + "/" + DockerCli.PREFIX + "/inventory:1";
        engine = new DockerEngine(DockerCli.ENGINE, folder.resolve("config.json"));
        DockerCli.makeImage(image, "LABEL test=" + image);
        docker("push", "-q", image);
        docker("image", "rm", image);
        var wanted = new WantedImage(image, "", PullPolicy.MISSING);
        assertThat(engine.pull(wanted, _ -> {}, Duration.ofSeconds(30)))
                .isInstanceOf(PullOutcome.Ready.class);
    }

    @AfterEach
    void clean() {
        docker("ps", "-aq", "--filter", "name=" + CONTAINER)
                .lines()
                .forEach(it -> docker("rm", "-f", it));
        engine.close();
        registry.close();
        docker("images", "-q", "--no-trunc", "--filter", "label=test=" + image)
                .lines()
                .distinct()
                .forEach(it -> docker("image", "rm", "-f", it));
    }

    private List<StoredImage> stored() throws EngineException {
        return engine.storedImages().stream().filter(it -> it.goesBy(image)).toList();
    }

    @Test
    void anImageIsFoundByItsTagAndByItsDigest() throws Exception {
        var found = stored().getFirst();

        assertThat(found.tags()).containsExactly(image);
        assertThat(found.size()).isGreaterThan(100_000);
        assertThat(found.digests()).hasSize(1).allMatch(it -> it.contains("/inventory@sha256:"));
        assertThat(found.goesBy(found.digests().getFirst())).isTrue();
    }

    @Test
    void anImageGoesWithItsLastTagAndItsDigestsGoAlong() throws Exception {
        var id = stored().getFirst().id();

        engine.removeImage(image);

        assertThat(engine.storedImages()).noneMatch(it -> it.id().equals(id));
    }

    @Test
    void anImageThatHasATagOfSomebodyElseStays() throws Exception {
        var id = stored().getFirst().id();
        docker("tag", image, image + "-of-another");

        engine.removeImage(image);

        assertThat(engine.storedImages())
                .filteredOn(it -> it.id().equals(id))
                .singleElement()
                .satisfies(it -> assertThat(it.tags()).containsExactly(image + "-of-another"));
    }

    @Test
    void anImageGoesByItsDigestWhenItHasNoTagAnyMore() throws Exception {
        var found = stored().getFirst();
        DockerCli.makeImage(image, "LABEL test=" + image, "LABEL other=yes");

        engine.removeImage(found.digests().getFirst());

        assertThat(engine.storedImages()).noneMatch(it -> it.id().equals(found.id()));
        assertThat(stored()).hasSize(1);
    }

    @Test
    void anImageOfAContainerThatDoesNotRunIsUsedAndIsNotRemoved() throws Exception {
        docker("create", "--name", CONTAINER, image, "true");
        var id = stored().getFirst().id();

        assertThat(engine.usedImages()).contains(id);
        assertThatThrownBy(() -> engine.removeImage(image))
                .isInstanceOfSatisfying(
                        EngineException.Refused.class,
                        it -> assertThat(it.status()).isEqualTo(409));
        assertThat(stored()).hasSize(1);
    }

    @Test
    void anImageThatIsNotThereIsRemoved() throws Exception {
        engine.removeImage(image + "-never");

        assertThat(stored()).hasSize(1);
    }

    @Test
    void theEngineSaysWhereItKeepsThings() throws Exception {
        var storage = engine.storage();

        assertThat(storage.root().toString())
                .isEqualTo(docker("info", "--format", "{{.DockerRootDir}}"));
        assertThat(storage.folders()).allMatch(Files::isDirectory);
    }
}
