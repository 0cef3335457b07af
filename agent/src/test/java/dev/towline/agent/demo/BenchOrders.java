package dev.towline.agent.demo;

import static dev.towline.agent.demo.BenchFigure.millis;

import dev.towline.agent.demo.BenchFigure.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How soon an agent that waits begins to prepare what is ordered.
record BenchOrders(BenchGround ground) implements Source {
    private static final int ORDERS = 17;
    private static final Duration AIM = Duration.ofMillis(50);

    /// Until the agent is done with the deployment before and waits again.
    private static final Duration PAUSE = Duration.ofMillis(500);

    @Override
    public List<BenchFigure> figures() {
        var sha = ground.good();
        var fromAnswer = new ArrayList<Duration>();
        var fromOrder = new ArrayList<Duration>();
        for (int order = 0; order < ORDERS; order++) {
            BenchProcess.pause(PAUSE);
            var deployment = BenchDeployment.of(ground.site(), sha).expect("accepted");
            var began = deployment.began("prepare");
            fromAnswer.add(Duration.between(deployment.answered(), began));
            fromOrder.add(Duration.between(deployment.ordered(), began));
        }
        return figures(new BenchTimes(fromAnswer), new BenchTimes(fromOrder));
    }

    private static List<BenchFigure> figures(BenchTimes fromAnswer, BenchTimes fromOrder) {
        return List.of(
                BenchFigure.below(
                        "From the order's answer to *prepare*, median of " + ORDERS,
                        AIM,
                        fromAnswer.median()),
                BenchFigure.withoutAim("— the longest", millis(fromAnswer.longest())),
                BenchFigure.withoutAim(
                        "— from the order's sending, median", millis(fromOrder.median())));
    }
}
