package dev.towline.agent.link;

import dev.towline.ids.AgentId;
import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import dev.towline.trust.SigningKey;
import dev.towline.wire.AgentReport;
import dev.towline.wire.DesiredState;
import dev.towline.wire.Outcome;
import dev.towline.wire.OutcomeReport;
import dev.towline.wire.Phase;
import dev.towline.wire.ProgressReport;
import dev.towline.wire.ReportEvent;
import java.net.URI;
import java.time.Instant;

/// The values that the link's tests share.
final class Samples {
    static final SigningKey KEY = SigningKey.generate();
    static final Instant AT = Instant.parse("2026-02-03T10:00:00Z");
    static final Generation SEVEN = new Generation(7);
    static final String TOKEN = "a-very-secret-token";
    static final CommitSha SHA = new CommitSha("94e9cbb0".repeat(5));

    private Samples() {}

    static Identity identity(URI coordinator) {
        return new Identity(
                new AgentId("vm-1"),
                new EnvironmentName("production"),
                TOKEN,
                KEY.verifyingKey(),
                coordinator,
                null);
    }

    static DesiredState desired(String environment, String agent) {
        return new DesiredState(
                new EnvironmentName(environment),
                new AgentId(agent),
                SEVEN,
                SHA,
                new DeploymentId(environment + "-7"),
                "https://git.example/catscan.git",
                "unified-platform",
                null,
                false,
                "jen",
                "fix",
                AT,
                AT.plusSeconds(3600));
    }

    static ReportEvent progress(String message) {
        return new ProgressReport(Phase.PREPARE, message);
    }

    static ReportEvent outcome(String reason) {
        return new OutcomeReport(Outcome.ACCEPTED, reason, SHA);
    }

    static AgentReport report(long sequence, ReportEvent event) {
        return new AgentReport(sequence, AT, SEVEN, null, event);
    }
}
