package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.demo.RunningAgent.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainJobE2E {
    @TempDir static Path folder;

    @Test
    void bringsTheVmToTheOrderedCommit() {
        try (var world = DemoWorld.in(folder.resolve("world"));
                var coordinator = RunningCoordinator.in(folder.resolve("coordinator"))) {
            var operator = coordinator.operator();
            operator.define("staging", world.repositoryUrl());
            var place =
                    new Place(
                            "staging",
                            "towline-e2e-main",
                            operator.joinToken("staging"),
                            "API_PORT=%d\nDASHBOARD_PORT=%d\n"
                                    .formatted(Ports.free(), Ports.free()));
            try (var agent =
                    RunningAgent.on(folder.resolve("vm"), coordinator.address(), List.of(place))) {
                var sha = world.publish(DemoStack.good());

                var id = operator.order("staging", sha, "first");
                var outcome = operator.awaitOutcome(id, Duration.ofSeconds(60));

                System.out.println(operator.events(id).toPrettyString());
                System.out.println(agent.status("staging").toPrettyString());
                System.out.println(agent.tail());
                assertThat(outcome).isEqualTo("accepted");
            }
        }
    }
}
