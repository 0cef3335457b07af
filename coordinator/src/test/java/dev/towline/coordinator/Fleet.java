package dev.towline.coordinator;

import static dev.towline.coordinator.TestAgent.STARTED;
import static dev.towline.coordinator.TestAgent.report;

import dev.towline.coordinator.TestCoordinator.Reply;

/// One agent in an environment, that does what it is told.
final class Fleet {
    private final TestAgent agent;
    private long sequence;

    Fleet(TestCoordinator coordinator, String environment) {
        this.agent = TestAgent.enrol(coordinator, environment, "vm");
    }

    TestAgent agent() {
        return agent;
    }

    /// Begins the deployment and ends it so.
    void ends(String deployment, String outcome) {
        ends(deployment, outcome, "null");
    }

    /// @param warning JSON
    void ends(String deployment, String outcome, String warning) {
        var end =
                """
                {"type":"outcome","outcome":"%s","reason":"said so","running":null,"warning":%s}\
                """
                        .formatted(outcome, warning);
        var reply = agent.report(next(deployment, STARTED), next(deployment, end));
        if (reply.status() != 200) {
            throw new AssertionError(reply.raw().body());
        }
    }

    Reply begins(String deployment) {
        return agent.report(next(deployment, STARTED));
    }

    private String next(String deployment, String event) {
        sequence++;
        // The agent's clock says anything.
        return report(sequence % 10, deployment, event)
                .replace("\"sequence\":" + sequence % 10, "\"sequence\":" + sequence);
    }
}
