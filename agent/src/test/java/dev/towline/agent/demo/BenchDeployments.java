package dev.towline.agent.demo;

import static dev.towline.agent.demo.BenchFigure.seconds;

import dev.towline.agent.demo.BenchFigure.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Whole deployments and rollbacks, with the images on the VM, less the stable window: how long
/// that is, the project says.
record BenchDeployments(BenchGround ground) implements Source {
    private static final int ROUNDS = 3;

    @Override
    public List<BenchFigure> figures() {
        var one = ground.good();
        var other = ground.good();
        var bad = ground.bad();
        var forward = new ArrayList<Duration>();
        var back = new ArrayList<Duration>();
        for (int round = 0; round < ROUNDS; round++) {
            var next = round % 2 == 0 ? one : other;
            var good = BenchDeployment.of(ground.site(), next).expect("accepted");
            forward.add(lessStable(Duration.between(good.ordered(), good.ended())));
            var failure = BenchDeployment.of(ground.site(), bad).expect("rolled-back");
            back.add(lessStable(Duration.between(failure.failed("contract"), failure.ended())));
        }
        return List.of(
                figure("Whole deployment, from the order to *accepted*", forward),
                figure("Rollback, from the contract's failure to *rolled back*", back));
    }

    private static Duration lessStable(Duration duration) {
        return duration.minus(BenchGround.STABLE);
    }

    private static BenchFigure figure(String name, List<Duration> durations) {
        var times = new BenchTimes(durations);
        return BenchFigure.withoutAim(
                name + ", less the stable window; median of " + ROUNDS, seconds(times.median()));
    }
}
