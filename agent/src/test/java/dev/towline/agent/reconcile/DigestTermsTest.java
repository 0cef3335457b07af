package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.docker.PullOutcome;
import dev.towline.agent.docker.PullOutcome.Source;
import dev.towline.agent.project.ImagePin;
import dev.towline.ids.CommitSha;
import dev.towline.ids.ImageDigest;
import dev.towline.wire.Outcome;
import dev.towline.wire.Terms;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The digests that an order names.
class DigestTermsTest {
    private static final ImageDigest BUILT = new ImageDigest("sha256:" + "b".repeat(64));
    private static final ImageDigest MOVED = new ImageDigest("sha256:" + "c".repeat(64));

    @TempDir Path folder;
    private World world;
    private CommitSha first;

    @BeforeEach
    void firstRelease() {
        world = new World(folder);
        first = world.commit(compose("app:1"), GATES);
        world.deploy(first);
    }

    private Outcome deploy(CommitSha sha, Terms terms) {
        world.order(sha, it -> it.on(terms));
        return world.settle();
    }

    private void registryHas(String reference, ImageDigest digest) {
        var pin = new ImagePin(reference, digest, "docker.io/team/app@" + digest, null, Set.of());
        world.docker.pulls.put(reference, new PullOutcome.Ready(pin, Source.PULLED));
    }

    private void lacks(String reference) {
        world.docker.pulls.put(reference, new PullOutcome.Missing(reference + " is unknown"));
    }

    private Outcome order(String reference) {
        var sha = world.commit(compose("team/app:2"), GATES);
        return deploy(sha, images(Map.of(reference, BUILT)));
    }

    @Test
    void runsWhatTheTagMeansWhereThatIsTheNamedOne() {
        registryHas("team/app:2", BUILT);

        assertThat(order("docker.io/team/app:2")).isEqualTo(Outcome.ACCEPTED);
        assertThat(world.docker.pulled).noneMatch(it -> it.contains("@"));
    }

    @Test
    void fetchesTheNamedOneWhereTheTagHasMoved() {
        registryHas("team/app:2", MOVED);
        registryHas("docker.io/team/app@" + BUILT, BUILT);

        assertThat(order("team/app:2")).isEqualTo(Outcome.ACCEPTED);
        assertThat(running()).isEqualTo(BUILT);
    }

    @Test
    void fetchesTheNamedOneWhereTheTagIsGone() {
        lacks("team/app:2");
        registryHas("docker.io/team/app@" + BUILT, BUILT);

        assertThat(order("team/app:2")).isEqualTo(Outcome.ACCEPTED);
        assertThat(running()).isEqualTo(BUILT);
    }

    @Test
    void refusesWithBothDigestsWhereTheNamedOneIsNotToBeHad() {
        world.docker.performed.clear();
        registryHas("team/app:2", MOVED);
        lacks("docker.io/team/app@" + BUILT);

        assertThat(order("team/app:2")).isEqualTo(Outcome.REFUSED);
        assertThat(world.reason()).contains(BUILT.value(), MOVED.value(), "is unknown");
        assertThat(world.docker.performed).isEmpty();
    }

    @Test
    void believesNoOtherImageToBeTheNamedOne() {
        registryHas("team/app:2", MOVED);
        registryHas("docker.io/team/app@" + BUILT, MOVED);

        assertThat(order("team/app:2")).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void leavesToTheRegistryWhatTheOrderDoesNotName() {
        registryHas("team/app:2", MOVED);

        assertThat(order("team/other:2")).isEqualTo(Outcome.ACCEPTED);
        assertThat(running()).isEqualTo(MOVED);
    }

    private @Nullable ImageDigest running() {
        var pin = world.entries().lastAccepted().map(it -> it.project().images().get("team/app:2"));
        return pin.map(ImagePin::imageId).orElse(null);
    }

    private static Terms images(Map<String, ImageDigest> images) {
        return new Terms(images, Terms.Ancestry.ANY, null, null, null);
    }
}
