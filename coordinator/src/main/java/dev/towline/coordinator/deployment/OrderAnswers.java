package dev.towline.coordinator.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.EntityTag;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import dev.towline.wire.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Orders as callers see them.
final class OrderAnswers {
    private OrderAnswers() {}

    record Desired(
            DeploymentId deployment,
            EnvironmentName environment,
            Generation generation,
            CommitSha sha,
            boolean forced,
            String requestedBy,
            String reason,
            Instant requestedAt,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> acceptVolumeChange,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> overrides,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String approvedBy,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Terms terms) {}

    /// An order that waits, or waited, for a second person.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Pending(
            String approval,
            PendingOrder.State state,
            EnvironmentName environment,
            @Nullable String sha,
            String requestedBy,
            @Nullable String reason,
            Instant requestedAt,
            Instant expiresAt,
            @Nullable DeploymentId deployment,
            @Nullable String approvedBy) {}

    static Answer of(Given given, Instant now) {
        return switch (given) {
            case Given.Ordered(var order) -> accepted(order);
            case Given.Waiting(var pending) ->
                    new Answer.Document(
                            202,
                            Map.of("Location", "/api/v1/approvals/" + pending.id()),
                            shown(pending, now));
        };
    }

    static Answer accepted(Order order) {
        return new Answer.Document(
                202,
                Map.of(
                        "Location",
                        "/api/v1/deployments/" + order.deployment(),
                        "ETag",
                        EntityTag.of(order.generation())),
                shown(order));
    }

    static Desired shown(Order order) {
        return new Desired(
                order.deployment(),
                order.environment(),
                order.generation(),
                order.sha(),
                order.forced(),
                order.requestedBy(),
                order.reason(),
                order.requestedAt(),
                order.acceptVolumeChange(),
                order.overrides(),
                order.approvedBy(),
                order.terms().equals(Terms.USUAL) ? null : order.terms());
    }

    static Pending shown(PendingOrder pending, Instant now) {
        var texts = pending.wish().request().texts();
        return new Pending(
                pending.id(),
                pending.stateAt(now),
                pending.wish().environment(),
                texts.sha(),
                pending.requestedBy(),
                texts.reason(),
                pending.requestedAt(),
                pending.expiresAt(),
                pending.deployment(),
                pending.approvedBy());
    }
}
