package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// As many points as there is time for, those of git, of the switch and of the way back all;
/// `./towline chaos --points` kills at every one.
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class FailpointsE2E {
    private static final Set<String> FROM_GIT =
            Set.of(
                    "after fetch",
                    "after keep the commit",
                    "after draft the release",
                    "after name the release");

    @TempDir Path folder;
    private final PointFigures figures = new PointFigures();

    @Test
    void goesOnFromWhereverItWasKilled() {
        var effects = PointChoice.EFFECTS;
        try (var run = new PointRun("points", folder, figures, _ -> {})) {
            run.kill(PointCase.ROLLED_BACK, effects.from("after journal write (switch)"));
            run.kill(PointCase.ACCEPTED, effects.from("after journal write (accept)").atMost(3));
            run.kill(PointCase.ACCEPTED, effects.where(it -> FROM_GIT.contains(it)));
            run.kill(PointCase.ADOPTED, effects.atMost(3));
            run.kill(PointCase.GIVEN_BACK, effects.atMost(4));
        }

        assertThat(figures.failures()).isEmpty();
        assertThat(figures.missed()).isEmpty();
        assertThat(figures.tried()).containsAll(FROM_GIT);
        assertThat(figures.good()).as(figures.text()).isTrue();
    }
}
