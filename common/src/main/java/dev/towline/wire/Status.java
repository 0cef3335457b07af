package dev.towline.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.ids.CommitSha;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The truth about one environment on one VM; the body of the agent's `GET /status`.
///
/// @param generation the newest order received
/// @param observedGeneration the newest order that was accepted here
/// @param sha the accepted release that runs; null before the first
/// @param phase where the deployment under way is; null between deployments
/// @param reason why the condition is what it is; empty when converged
/// @param drift what differs from the accepted release
/// @param lastContact the coordinator's last answer; null where there was none since the start
/// @param hold the hold that stands on the VM; null: none, and then not in the JSON, for older
///   readers
/// @param coordinatorHolds those that stand through the coordinator
/// @param auditWitness the newest head of the coordinator's audit log that this agent was shown;
///   null: it was shown none
/// @param auditAlarm why that log is not the one that was shown here before; null: it is
/// @param warning what was let pass when the release that runs was accepted; null: nothing
/// @param link why no order can come from the coordinator now; null: nothing is known to be wrong
public record Status(
        EnvironmentName environment,
        Generation generation,
        Generation observedGeneration,
        @Nullable CommitSha sha,
        @Nullable Phase phase,
        Condition status,
        String reason,
        List<ServiceStatus> services,
        @Nullable DeploymentStatus lastDeployment,
        List<Drift> drift,
        @Nullable Instant lastContact,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Hold hold,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Hold> coordinatorHolds,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String link,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String warning,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AuditHead auditWitness,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String auditAlarm) {
    public Status {
        services = List.copyOf(services);
        drift = List.copyOf(drift);
        coordinatorHolds = Absent.orNone(coordinatorHolds);
    }

    /// One without a warning, of an agent that has witnessed nothing.
    public Status(
            EnvironmentName environment,
            Generation generation,
            Generation observedGeneration,
            @Nullable CommitSha sha,
            @Nullable Phase phase,
            Condition status,
            String reason,
            List<ServiceStatus> services,
            @Nullable DeploymentStatus lastDeployment,
            List<Drift> drift,
            @Nullable Instant lastContact,
            @Nullable Hold hold,
            List<Hold> coordinatorHolds,
            @Nullable String link) {
        this(
                environment,
                generation,
                observedGeneration,
                sha,
                phase,
                status,
                reason,
                services,
                lastDeployment,
                drift,
                lastContact,
                hold,
                coordinatorHolds,
                link,
                null,
                null,
                null);
    }
}
