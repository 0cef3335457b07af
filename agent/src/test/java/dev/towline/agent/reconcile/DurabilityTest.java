package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.disk.Barrier;
import dev.towline.agent.docker.EngineStorage;
import dev.towline.agent.journal.Underway;
import dev.towline.ids.CommitSha;
import dev.towline.wire.Outcome;
import dev.towline.wire.Phase;
import dev.towline.wire.ProgressReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was not written out to the disk is not taken for done.
class DurabilityTest {
    private static final Barrier LATE = new Barrier.Late(Duration.ofMinutes(5));

    @TempDir Path folder;
    private World world;
    private final List<String> barriers = new ArrayList<>();

    @BeforeEach
    void firstRelease() {
        world = new World(folder);
        world.deploy(world.commit(compose("app:1"), GATES));
        world.disks.barrier =
                () -> {
                    barriers.add(moment());
                    return new Barrier.Reached();
                };
    }

    /// What the journal holds, and what runs, while a barrier is waited for.
    private String moment() {
        var underway = Objects.requireNonNull(world.entries().underway());
        return "%s, %s, %s accepted, %s"
                .formatted(
                        underway.phase(),
                        underway.candidate() == null ? "not prepared" : "prepared",
                        world.entries().accepted().size(),
                        runs("app:2") ? "runs" : "does not run");
    }

    private boolean runs(String image) {
        return world.docker.images().lines().anyMatch(it -> it.contains(image + " running"));
    }

    private CommitSha second() {
        return world.commit(compose("app:2"), GATES);
    }

    @Test
    void everythingIsOnTheDiskBeforeTheJournalSaysThatItIsPreparedOrAccepted() {
        world.deploy(second());

        assertThat(barriers)
                .containsExactly(
                        "PREPARE, not prepared, 1 accepted, does not run",
                        "CONTRACT, prepared, 1 accepted, runs");
    }

    @Test
    void theWayBackEndsWithABarrierToo() {
        world.docker.commands = it -> it.equals("api: contract") && runs("app:2") ? 1 : 0;

        world.deploy(second());

        assertThat(world.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(barriers)
                .containsExactly(
                        "PREPARE, not prepared, 1 accepted, does not run",
                        "ROLL_BACK, prepared, 1 accepted, does not run");
    }

    @Test
    void waitsForTheFileSystemsOfTheEngineTheStateAndTheProject() {
        world.disks.flushed.clear();

        world.deploy(second());

        assertThat(world.disks.flushed)
                .isNotEmpty()
                .containsOnly(
                        Set.of(Path.of("/"), world.settings.state(), world.settings.folder()));
    }

    @Test
    void anEngineWhoseFoldersAreNotVisibleIsNotWaitedFor() {
        world.docker.storage = new EngineStorage(Path.of("/not/here"), Path.of("/not/here"));
        world.disks.flushed.clear();
        world.told.clear();

        world.deploy(second());

        assertThat(world.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(world.disks.flushed)
                .containsOnly(Set.of(world.settings.state(), world.settings.folder()));
        assertThat(world.told)
                .contains(
                        new ProgressReport(
                                Phase.PREPARE,
                                "the engine's /not/here is not visible: its disk is not waited"
                                        + " for"));
    }

    @Test
    void refusesAndTouchesNothingWhenTheDiskIsLateBeforeTheSwitch() {
        world.docker.performed.clear();
        world.disks.barrier = () -> LATE;

        world.deploy(second());

        assertThat(world.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(world.reason()).isEqualTo("the disk did not write everything out in PT5M");
        assertThat(world.docker.performed).isEmpty();
    }

    @Test
    void waitsAgainForADiskThatIsLateBeforeTheAcceptance() {
        var late = new ArrayList<Barrier>(List.of(LATE, LATE));
        world.disks.barrier =
                () -> preparing() || late.isEmpty() ? new Barrier.Reached() : late.removeLast();

        world.deploy(second());

        assertThat(world.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(late).isEmpty();
    }

    @Test
    void goesBackWhenTheDiskFailsBeforeTheAcceptance() {
        world.disks.barrier =
                () ->
                        preparing()
                                ? new Barrier.Reached()
                                : new Barrier.Failed("Input/output error");

        world.deploy(second());

        assertThat(world.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(world.reason()).contains("Input/output error");
        assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
    }

    @Test
    void aHostWithoutBarriersDeploysAllTheSame() {
        world.disks.barrier = () -> new Barrier.Unsupported("no sync");

        world.deploy(second());

        assertThat(world.outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    private boolean preparing() {
        Underway underway = world.entries().underway();
        return underway != null && underway.phase() == Phase.PREPARE;
    }
}
