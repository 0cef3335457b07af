package dev.towline.coordinator.deployment;

import dev.towline.coordinator.audit.Act.Deed;
import dev.towline.coordinator.policy.DeployRequest;
import dev.towline.coordinator.watch.Order;
import java.util.Optional;

/// Orders as they are written into the audit log.
final class OrderDeed {
    private OrderDeed() {}

    static Deed given(DeployRequest.Kind kind, Order order) {
        var action =
                switch (kind) {
                    case DEPLOY -> "desired-set";
                    case ROLLBACK -> "rollback-ordered";
                };
        return new Deed(action, order.environment().value(), order.reason(), detail(order));
    }

    static Deed requested(PendingOrder pending) {
        var request = pending.wish().request();
        return new Deed(
                "approval-requested",
                pending.wish().environment().value(),
                Optional.ofNullable(request.texts().reason()).orElse(""),
                pending.id() + " " + request.texts().sha() + ", until " + pending.expiresAt());
    }

    static Deed approved(PendingOrder pending, Order order, DeployRequest.Approval approval) {
        return new Deed(
                "order-approved",
                order.environment().value(),
                Optional.ofNullable(approval.reason()).orElse(""),
                pending.id()
                        + " "
                        + detail(order)
                        + ", requested by "
                        + pending.requestedBy()
                        + ": "
                        + order.reason());
    }

    static Deed withdrawn(PendingOrder pending, String reason) {
        return new Deed(
                "approval-withdrawn",
                pending.wish().environment().value(),
                reason,
                pending.id() + ", requested by " + pending.requestedBy());
    }

    private static String detail(Order order) {
        var detail = new StringBuilder(order.deployment() + " " + order.sha());
        if (!order.acceptVolumeChange().isEmpty()) {
            detail.append(", accepting a change of ")
                    .append(String.join(", ", order.acceptVolumeChange()));
        }
        if (!order.overrides().isEmpty()) {
            detail.append(", overriding ").append(String.join(", ", order.overrides()));
        }
        var bypass = order.terms().contractBypass();
        if (bypass != null) {
            detail.append(", with the contract bypass of ").append(bypass.owner());
        }
        return detail.toString();
    }
}
