package dev.towline.coordinator.environment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.coordinator.rollout.RolloutView;
import dev.towline.coordinator.watch.GenerationSignal;
import dev.towline.coordinator.watch.Holds;
import dev.towline.coordinator.watch.News;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import dev.towline.wire.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An environment as it is shown: what is defined, what should be, what was seen, and the holds
/// that stand.
record EnvironmentView(
        EnvironmentName name,
        String repository,
        String branch,
        @Nullable JsonNode stack,
        PolicyDocument policy,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Desired desired,
        Observed observed,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RolloutView rollout,
        List<Holds.Held> holds,
        List<Vm> vms,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable GivenBypass contractBypass,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Warning> warnings) {

    record Desired(
            Generation generation,
            CommitSha sha,
            DeploymentId deployment,
            String requestedBy,
            String reason,
            Instant requestedAt,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> overrides,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String approvedBy) {}

    /// What all VMs have in common.
    ///
    /// @param generation the lowest that a VM was brought to; none where one never reported
    /// @param sha null where the VMs differ, or one has none
    /// @param converged there are VMs, and each holds the newest generation, or was left alone by a
    ///   rollback because it has the commit already
    record Observed(Generation generation, @Nullable CommitSha sha, boolean converged) {}

    static EnvironmentView of(Environment defined, News news, List<Vm> vms, Notices notices) {
        var order = news.order();
        return new EnvironmentView(
                defined.name(),
                defined.repository(),
                defined.branch(),
                defined.stack(),
                defined.policy(),
                defined.createdAt(),
                defined.updatedAt(),
                order.map(EnvironmentView::desired).orElse(null),
                observed(news, vms),
                notices.rollout().orElse(null),
                news.holds().standing(notices.now()),
                vms,
                notices.standing().orElse(null),
                notices.warnings(order));
    }

    private static Desired desired(Order order) {
        return new Desired(
                order.generation(),
                order.sha(),
                order.deployment(),
                order.requestedBy(),
                order.reason(),
                order.requestedAt(),
                order.overrides(),
                order.approvedBy());
    }

    private static Observed observed(News news, List<Vm> vms) {
        var generation =
                vms.stream()
                        .map(EnvironmentView::generation)
                        .min(Generation::compareTo)
                        .orElse(Generation.NONE);
        var shas = vms.stream().map(EnvironmentView::sha).distinct().toList();
        var sha = shas.size() == 1 ? shas.getFirst().orElse(null) : null;
        return new Observed(generation, sha, !vms.isEmpty() && allConverged(news, vms));
    }

    private static boolean allConverged(News news, List<Vm> vms) {
        return vms.stream().allMatch(vm -> converged(vm, news));
    }

    /// It holds the newest order, or an earlier one of the same commit that it was left with.
    private static boolean converged(Vm vm, News news) {
        var status = vm.status();
        var own = news.order(vm.agent());
        return status != null
                && status.status() == Condition.CONVERGED
                && status.observedGeneration().equals(GenerationSignal.generation(own))
                && own.map(Order::sha).equals(news.order().map(Order::sha));
    }

    private static Generation generation(Vm vm) {
        var status = vm.status();
        return status == null ? Generation.NONE : status.observedGeneration();
    }

    private static Optional<CommitSha> sha(Vm vm) {
        var status = vm.status();
        return status == null ? Optional.empty() : Optional.ofNullable(status.sha());
    }
}
