package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.plan.Step;
import dev.towline.agent.plan.StepOutcome;
import dev.towline.agent.signature.Keys;
import dev.towline.agent.signature.Signing;
import dev.towline.ids.CommitSha;
import dev.towline.wire.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A VM whose owner says who signs runs nothing else, whatever the coordinator orders.
class TrustedSignersTest {
    @TempDir Path folder;
    private World world;
    private Signing signing;
    private Path ann;
    private Path list;

    @BeforeEach
    void firstRelease() throws IOException {
        var keys = new Keys(folder);
        ann = keys.make("ann", "-t", "ed25519");
        list = Files.writeString(folder.resolve("allowed"), "ann " + keys.line(ann) + "\n");
        world = new World(folder, Owner.listing(list));
        signing = new Signing(world.repository, list);
        world.deploy(signed("app:1"));
        assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.ACCEPTED);
        world.docker.performed.clear();
        world.docker.pulled.clear();
    }

    private CommitSha signed(String image) {
        written(image);
        return signing.commit(ann);
    }

    private void written(String image) {
        world.repository.write("compose.yaml", compose(image)).write("towline.yml", GATES);
    }

    private void assertRefused(CommitSha sha, String reason) {
        assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.REFUSED);
        assertThat(world.reason()).contains(reason);
        assertThat(world.docker.performed).isEmpty();
        assertThat(world.docker.pulled).isEmpty();
        assertThat(world.settings.release(sha)).doesNotExist();
        assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
    }

    @Test
    void deploysWhatIsSignedByAListedKey() {
        world.deploy(signed("app:2"));

        assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.ACCEPTED);
        assertThat(world.docker.images()).isEqualTo(Shop.running("app:2"));
    }

    @Test
    void touchesNothingForACommitThatIsNotSigned() {
        written("app:2");
        var sha = world.repository.commit("no signature");

        world.deploy(sha);

        assertRefused(sha, sha + " is not signed; this VM runs what a key of " + list + " signed");
    }

    @Test
    void refusesAMergeOfSomebodyElseOnTopOfWhatIsSigned() {
        var keys = new Keys(folder);
        signed("app:2");
        written("app:3");
        var sha = signing.commit(keys.make("eve", "-t", "ed25519"));

        world.deploy(sha);

        assertRefused(sha, "but " + list + " does not list it; sign with a key that it lists");
    }

    @Test
    void readsTheListAnewForEachOrder() throws IOException {
        Files.writeString(list, "# nobody\n");
        var sha = signed("app:2");

        world.deploy(sha);

        assertRefused(sha, list + " does not list it");
    }

    @Test
    void refusesEverythingWhereTheListIsMissing() throws IOException {
        Files.delete(list);
        var sha = signed("app:2");

        world.deploy(sha);

        assertRefused(sha, list + " is missing: nobody is trusted to sign commits");
    }

    @Test
    void refusesAListThatOthersCanWrite() throws IOException {
        Files.setPosixFilePermissions(list, PosixFilePermissions.fromString("rw-rw-r--"));
        var sha = signed("app:2");

        world.deploy(sha);

        assertRefused(sha, list + " can be written to by others than its owner");
    }

    @Test
    void goesBackToWhatWasAcceptedWhateverTheListSaysByNow() {
        world.docker.fault =
                step -> {
                    empty(list);
                    return step instanceof Step.StartContainer it && it.container().contains("next")
                            ? new StepOutcome.Refused("broken")
                            : null;
                };

        world.deploy(signed("app:2"));

        assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
        assertThat(list).isEmptyFile();
    }

    private static void empty(Path list) {
        try {
            Files.writeString(list, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
