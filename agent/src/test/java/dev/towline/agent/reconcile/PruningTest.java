package dev.towline.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.docker.StoredImage;
import dev.towline.agent.project.ImagePin;
import dev.towline.ids.ImageDigest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PruningTest {
    private static final ImageDigest ID = id("a");
    private static final String DIGEST = "r.example/app@" + id("d");
    private static final ImagePin RETIRED = pin("r.example/app:1", DIGEST);

    @Test
    void anImageOfOursGoesByItsTag() {
        assertThat(names(List.of("r.example/app:1"), List.of(DIGEST)))
                .containsExactly("r.example/app:1");
    }

    @Test
    void aTagOfSomebodyElseIsNotTaken() {
        assertThat(names(List.of("r.example/app:1", "mine:1"), List.of(DIGEST)))
                .containsExactly("r.example/app:1");
    }

    @Test
    void nothingIsTakenWhereOnlyNamesOfOthersAreLeft() {
        assertThat(names(List.of("r.example/app:latest"), List.of(DIGEST))).isEmpty();
        assertThat(names(List.of(), List.of(DIGEST, "mirror.example/app@" + id("d")))).isEmpty();
    }

    @Test
    void anImageWhoseTagMovedOnGoesByItsDigest() {
        assertThat(names(List.of(), List.of(DIGEST))).containsExactly(DIGEST);
    }

    @Test
    void shortAndLongNamesAreTheSame() {
        var pin = pin("docker.io/library/app:1", "app@" + id("d"));

        assertThat(names(List.of(pin), List.of("app:1"), List.of())).containsExactly("app:1");
    }

    @Test
    void anImageThatAContainerUsesStays() {
        var stored = new StoredImage(ID, 1, List.of("r.example/app:1"), List.of(DIGEST));

        assertThat(Pruning.of(List.of(RETIRED), List.of(stored), Set.of(ID))).isEmpty();
    }

    @Test
    void anImageThatWasNeverPulledStays() {
        assertThat(names(List.of(pin("app:1", null)), List.of("app:1"), List.of())).isEmpty();
    }

    @Test
    void anotherImageThatHasTheTagNowStays() {
        var stored = new StoredImage(id("b"), 1, List.of("r.example/app:1"), List.of());

        assertThat(Pruning.of(List.of(RETIRED), List.of(stored), Set.of())).isEmpty();
    }

    private static List<String> names(List<String> tags, List<String> digests) {
        return names(List.of(RETIRED), tags, digests);
    }

    private static List<String> names(
            List<ImagePin> retired, List<String> tags, List<String> digests) {
        var stored = new StoredImage(ID, 1, tags, digests);
        return Pruning.of(retired, List.of(stored), Set.of()).stream()
                .flatMap(it -> it.names().stream())
                .toList();
    }

    private static ImagePin pin(String reference, @Nullable String digest) {
        return new ImagePin(reference, ID, digest, null, Set.of());
    }

    private static ImageDigest id(String digit) {
        return new ImageDigest("sha256:" + digit.repeat(64));
    }
}
