package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A short chaos run with a fault of each family; `./towline chaos` makes long ones.
@Execution(ExecutionMode.CONCURRENT)
class ChaosE2E {
    private static final long SEED = 20;

    @TempDir Path folder;

    @Test
    void losesNoRowAndComesToRestAfterEachFault() {
        var faults =
                Stream.of(
                                "engine_killed",
                                "registry_garbage",
                                "state_disk_full",
                                "clock_moved_on_years",
                                "rival_removes",
                                "agent_killed")
                        .map(ChaosFaults::named)
                        .toList();
        try (var chaos = new ChaosRun(folder, SEED, _ -> {})) {
            var figures = chaos.run(faults);

            assertThat(figures.failures()).isEmpty();
            assertThat(figures.good()).as(figures.text()).isTrue();
        }
    }
}
