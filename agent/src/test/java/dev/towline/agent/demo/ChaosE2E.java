package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A short chaos run; `./towline chaos` makes long ones.
@Execution(ExecutionMode.CONCURRENT)
class ChaosE2E {
    private static final long SEED = 20;

    @TempDir Path folder;

    @Test
    void losesNoRowAndComesToRestAfterEachFault() {
        try (var chaos = new ChaosRun(folder, SEED, _ -> {})) {
            var figures = chaos.run(Duration.ofSeconds(25));

            assertThat(figures.failures()).isEmpty();
            assertThat(figures.good()).as(figures.text()).isTrue();
        }
    }
}
