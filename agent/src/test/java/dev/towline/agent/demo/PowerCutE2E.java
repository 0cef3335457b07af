package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A few power cuts; `./towline chaos --power-cuts N` makes more. It needs root and a loop device,
/// and fails without.
@Execution(ExecutionMode.CONCURRENT)
class PowerCutE2E {
    private static final long SEED = 4;
    private static final int CUTS = 10;

    @TempDir Path folder;

    @Test
    void losesNoRowAndComesUpOnOneRelease() {
        try (var run = new PowerRun(folder, SEED, _ -> {})) {
            var figures = run.run(CUTS);

            assertThat(figures.failures()).isEmpty();
            assertThat(figures.good()).as(figures.text()).isTrue();
        }
    }
}
