package dev.towline.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.ids.AgentId;
import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The order to one agent: bring this environment to this commit.
///
/// @param repository where the commit is fetched from; an https, ssh or file URL, or a path
/// @param branch the commit must be reachable from it
/// @param stack the stack descriptor for commits that carry none; null where the environment has
///   none
/// @param forced a person said to try a quarantined release again
/// @param expiresAt not obeyed from then on
/// @param acceptVolumeChange what a person gave up: `service:/target`, a volume's name, or
///   `project:name`; not written where it is empty, so that an older agent reads the order too
/// @param terms what the order asks for beyond the commit
public record DesiredState(
        EnvironmentName environment,
        AgentId agent,
        Generation generation,
        CommitSha sha,
        DeploymentId deployment,
        String repository,
        String branch,
        @Nullable JsonNode stack,
        boolean forced,
        String requestedBy,
        String reason,
        Instant issuedAt,
        Instant expiresAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> acceptVolumeChange,
        Terms terms) {
    public DesiredState {
        acceptVolumeChange = Absent.orNone(acceptVolumeChange);
        terms = orUsual(terms);
        // Read from JSON, a null is a node of its own.
        stack = stack == null || stack.isNull() ? null : stack;
    }

    private static Terms orUsual(@Nullable Terms terms) {
        return terms == null ? Terms.USUAL : terms;
    }

    /// An order that gives up no data, on the usual terms.
    public DesiredState(
            EnvironmentName environment,
            AgentId agent,
            Generation generation,
            CommitSha sha,
            DeploymentId deployment,
            String repository,
            String branch,
            @Nullable JsonNode stack,
            boolean forced,
            String requestedBy,
            String reason,
            Instant issuedAt,
            Instant expiresAt) {
        this(
                environment,
                agent,
                generation,
                sha,
                deployment,
                repository,
                branch,
                stack,
                forced,
                requestedBy,
                reason,
                issuedAt,
                expiresAt,
                List.of(),
                Terms.USUAL);
    }

    public DesiredState accepting(List<String> volumeChange) {
        return new DesiredState(
                environment,
                agent,
                generation,
                sha,
                deployment,
                repository,
                branch,
                stack,
                forced,
                requestedBy,
                reason,
                issuedAt,
                expiresAt,
                volumeChange,
                terms);
    }

    public DesiredState on(Terms other) {
        return new DesiredState(
                environment,
                agent,
                generation,
                sha,
                deployment,
                repository,
                branch,
                stack,
                forced,
                requestedBy,
                reason,
                issuedAt,
                expiresAt,
                acceptVolumeChange,
                other);
    }

    /// The payload type of the envelope that carries it.
    public static final String PAYLOAD_TYPE = "application/vnd.towline.desired-state+json";
}
