package dev.towline.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.docker.StoredImage;
import dev.towline.agent.journal.Journal;
import dev.towline.agent.project.Release;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What one environment lets go, another of the same agent may need.
class KeptImagesTest {
    @TempDir Path folder;
    private StoredImage image;
    private Release release;
    private Journal other;
    private KeptImages kept;

    @BeforeEach
    void twoEnvironments() {
        var world = new World(folder);
        image = world.docker.pulled("app:1");
        world.deploy(world.commit(Shop.compose("app:1"), "stable: 1s"));
        release = world.entries().accepted().getFirst();
        other = Journal.open(folder.resolve("other.json"));
        kept = new KeptImages(List.of(Journal.open(folder.resolve("one.json")), other));
    }

    private boolean removed() throws Exception {
        var removals = new ArrayList<String>();
        var removed = kept.unlessNeeded(image, () -> removals.add("app:1"));
        assertThat(removals).hasSize(removed ? 1 : 0);
        return removed;
    }

    @Test
    void whatNobodyNeedsGoes() throws Exception {
        assertThat(removed()).isTrue();
    }

    @Test
    void whatAnotherEnvironmentAcceptedStays() throws Exception {
        other.update(it -> it.accepted(release));

        assertThat(removed()).isFalse();
    }

    @Test
    void whatAnotherEnvironmentIsSwitchingToStays() throws Exception {
        other.update(it -> it.switching(release, List.of()));

        assertThat(removed()).isFalse();
    }

    @Test
    void whatAnotherEnvironmentIsPullingStays() throws Exception {
        kept.claim(other, Set.of("docker.io/library/app:1"));

        assertThat(removed()).isFalse();
    }

    @Test
    void whatItPulledBeforeGoes() throws Exception {
        kept.claim(other, Set.of("app:1"));
        kept.claim(other, Set.of("app:2"));

        assertThat(removed()).isTrue();
    }
}
