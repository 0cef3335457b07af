package dev.towline.coordinator.deployment;

import dev.towline.coordinator.rollout.Member;
import dev.towline.coordinator.rollout.Member.Contact;
import dev.towline.coordinator.rollout.Plan;
import dev.towline.coordinator.rollout.Progress;
import dev.towline.coordinator.rollout.RolloutView.Halted;
import dev.towline.ids.AgentId;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import dev.towline.wire.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A deployment's rollout, as it is in the store.
///
/// @param halted null: it is not
record StoredRollout(
        DeploymentId deployment,
        EnvironmentName environment,
        Generation generation,
        Plan plan,
        @Nullable Halted halted,
        int hurried,
        boolean allAtOnce,
        List<Vm> vms) {

    /// One of its VMs.
    ///
    /// @param contact of its last report
    record Vm(
            AgentId agent,
            @Nullable Instant contact,
            @Nullable Integer wave,
            @Nullable Instant releasedAt,
            @Nullable Instant skippedAt,
            @Nullable Instant startedAt,
            @Nullable End end,
            @Nullable Instant passedOverAt) {

        /// It is not back before it was heard of; a coordinator that was started again knows
        /// nothing.
        boolean isMissed(Contacts contacts) {
            return releasedAt == null
                    && skippedAt != null
                    && !contacts.heardOf(agent, contact, skippedAt);
        }

        Member.Standing standing(Contact presence) {
            if (end != null) {
                return end.standing(passedOverAt);
            }
            if (passedOverAt != null) {
                return new Member.PassedOver();
            }
            if (releasedAt == null) {
                return skippedAt == null
                        ? new Member.Waiting(presence)
                        : new Member.Skipped(presence);
            }
            return startedAt == null
                    ? new Member.Released(releasedAt, presence)
                    : new Member.UnderWay(releasedAt);
        }
    }

    /// How it ended on a VM.
    ///
    /// @param at by the coordinator's clock
    record End(Outcome outcome, String reason, Instant at) {
        /// What came after a person had said to go on counts anew.
        Member.Standing standing(@Nullable Instant passedOverAt) {
            return passedOverAt != null && !at.isAfter(passedOverAt)
                    ? new Member.PassedOver()
                    : new Member.Ended(outcome, reason, at);
        }
    }

    StoredRollout with(List<Vm> present) {
        return new StoredRollout(
                deployment, environment, generation, plan, halted, hurried, allAtOnce, present);
    }

    Progress progress(Contacts contacts, Instant now) {
        var members =
                vms.stream()
                        .map(it -> new Member(it.agent(), it.standing(contact(it, contacts, now))))
                        .toList();
        return new Progress(mode(), waves(), hurried, members);
    }

    private Contact contact(Vm vm, Contacts contacts, Instant now) {
        var last = contacts.atLatest(vm.agent(), vm.contact());
        var silent = last.plus(plan.awayAfter()).isBefore(now);
        return silent || vm.isMissed(contacts) ? Contact.AWAY : Contact.HERE;
    }

    private Progress.Mode mode() {
        if (halted != null) {
            return Progress.Mode.HALTED;
        }
        return allAtOnce ? Progress.Mode.ALL_AT_ONCE : Progress.Mode.GOING;
    }

    int waves() {
        return vms.stream()
                .map(Vm::wave)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }
}
