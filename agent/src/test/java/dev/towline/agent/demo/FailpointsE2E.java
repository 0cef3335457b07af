package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// As many points as there is time for, those of the switch and of the way back all; `./towline
/// chaos --points` kills at every one.
@Execution(ExecutionMode.CONCURRENT)
class FailpointsE2E {
    @TempDir Path folder;
    private final PointFigures figures = new PointFigures();

    @Test
    void goesOnFromWhereverItWasKilled() {
        var effects = PointChoice.EFFECTS;
        try (var run = new PointRun("points", folder, figures, _ -> {})) {
            run.kill(PointCase.ROLLED_BACK, effects.from("after journal write (switch)"));
            run.kill(PointCase.ACCEPTED, effects.from("after journal write (accept)").atMost(3));
            run.kill(PointCase.ADOPTED, effects.atMost(3));
            run.kill(PointCase.GIVEN_BACK, effects.atMost(4));
        }

        assertThat(figures.failures()).isEmpty();
        assertThat(figures.missed()).isEmpty();
        assertThat(figures.good()).as(figures.text()).isTrue();
    }
}
