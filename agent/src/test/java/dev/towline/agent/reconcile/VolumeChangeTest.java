package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.ids.CommitSha;
import dev.towline.wire.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service keeps its data, or a person said by its name what it gives up.
class VolumeChangeTest {
    @TempDir Path folder;
    private World world;

    @BeforeEach
    void firstRelease() {
        world = new World(folder);
        world.repository.write("conf/app.txt", "one");
        world.deploy(world.commit(web("./conf:/conf", "./conf/app.txt:/app.txt"), GATES));
        world.docker.performed.clear();
    }

    private static String web(String... mounts) {
        var volumes = "image: page:1\n    volumes: ['" + String.join("', '", mounts) + "']";
        return compose("app:1").replace("image: page:1", volumes);
    }

    private static String otherVolume() {
        return compose("app:1")
                .replace("data:/data", "other:/data")
                .replace("{data: {}}", "{other: {}}");
    }

    private CommitSha moved(String... mounts) {
        world.repository.git("mv", "conf", "etc");
        return world.commit(web(mounts), GATES);
    }

    private void assertRefused(String value) {
        assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.REFUSED);
        assertThat(world.reason())
                .contains("order it with \"acceptVolumeChange\": [\"" + value + "\"]");
        assertThat(world.docker.performed).isEmpty();
    }

    private void assertAccepted() {
        assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void refusesAnotherVolume() {
        world.deploy(world.commit(otherVolume(), GATES));

        assertRefused("db:/data");
    }

    @Test
    void givesUpAVolumeThatTheOrderNames() {
        var second = world.commit(otherVolume(), GATES);
        world.order(second, it -> it.accepting(List.of("db:/data")));

        world.settle();

        assertAccepted();
        assertThat(world.docker.performed).contains("create volume shop_other");
        assertThat(world.docker.performed).noneMatch(it -> it.startsWith("remove volume"));
    }

    @Test
    void refusesAnotherNameOfTheProject() {
        world.deploy(
                world.commit(
                        web("./conf:/conf", "./conf/app.txt:/app.txt")
                                .replace("name: shop", "name: mall"),
                        GATES));

        assertRefused("project:mall");
        assertThat(world.reason()).contains("[\"db:/data\"]");
    }

    @Test
    void letsATrackedFileAndATrackedFolderMove() {
        world.deploy(moved("./etc:/conf", "./etc/app.txt:/app.txt"));

        assertAccepted();
    }

    @Test
    void refusesToLeaveAFolderThatHoldsWhatGitHasNot() {
        world.write("conf/state.db", "rows");

        world.deploy(moved("./etc:/conf", "./etc/app.txt:/app.txt"));

        assertRefused("web:/conf");
        assertThat(world.reason()).doesNotContain("web:/app.txt");
    }

    @Test
    void refusesAVolumeInPlaceOfAFolderOfTheHost() throws IOException {
        var data = Files.createDirectory(folder.resolve("data"));
        world.deploy(world.commit(web(data + ":/pages"), GATES));
        world.docker.performed.clear();

        world.deploy(world.commit(web("data:/pages"), GATES));

        assertRefused("web:/pages");
    }
}
