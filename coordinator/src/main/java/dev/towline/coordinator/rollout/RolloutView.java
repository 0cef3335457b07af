package dev.towline.coordinator.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.towline.ids.AgentId;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.Generation;
import dev.towline.wire.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rollout as it is shown.
///
/// @param wave the one that was released last; zero: none yet
/// @param remaining how many VMs wait for their turn, and are not away
/// @param message what it is at, and why
/// @param next what makes it go on
/// @param nextWaveAt null where that is not known yet
/// @param deadline the first of those that are at it
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RolloutView(
        DeploymentId deployment,
        Generation generation,
        State state,
        int wave,
        int remaining,
        String message,
        String next,
        @Nullable Instant nextWaveAt,
        @Nullable Instant deadline,
        @Nullable Halted halted,
        Rules rules,
        List<Vm> vms) {
    public RolloutView {
        vms = List.copyOf(vms);
    }

    /// What a rollout is in.
    public enum State {
        RUNNING,
        BETWEEN_WAVES,
        HALTED,
        DONE,
        SUPERSEDED
    }

    /// That a rollout was halted.
    ///
    /// @param by null: by itself
    /// @param rolledBackBy the order that takes the moved VMs back
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Halted(
            Instant at, @Nullable String by, String because, @Nullable DeploymentId rolledBackBy) {}

    /// The plan, as it is written in a definition.
    public record Rules(
            int canary,
            String wave,
            @JsonProperty("wait") String pause,
            String progressDeadline,
            String awayAfter,
            Plan.OnFailure onFailure) {}

    /// A VM of a rollout.
    ///
    /// @param wave null where it was not released
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Vm(
            AgentId agent,
            VmState state,
            @Nullable Integer wave,
            @Nullable Instant releasedAt,
            @Nullable Instant deadline,
            @Nullable Instant skippedAt,
            @Nullable Outcome outcome,
            @Nullable String reason) {}

    /// How far a rollout is on a VM.
    public enum VmState {
        WAITING,
        /// It is away; it gets what is desired then when it returns.
        SKIPPED_AWAY,
        RELEASED,
        UNDER_WAY,
        ACCEPTED,
        FAILED,
        /// It failed, and a person said to go on.
        PASSED_OVER,
        SUPERSEDED
    }

    public static VmState state(Member.Standing standing) {
        return switch (standing) {
            case Member.Waiting _ -> VmState.WAITING;
            case Member.Skipped _ -> VmState.SKIPPED_AWAY;
            case Member.Released _ -> VmState.RELEASED;
            case Member.UnderWay _ -> VmState.UNDER_WAY;
            case Member.PassedOver _ -> VmState.PASSED_OVER;
            case Member.Ended(var outcome, _, _) -> state(outcome);
        };
    }

    private static VmState state(Outcome outcome) {
        return switch (outcome) {
            case ACCEPTED -> VmState.ACCEPTED;
            case SUPERSEDED -> VmState.SUPERSEDED;
            case ROLLED_BACK, REFUSED, STALLED -> VmState.FAILED;
        };
    }
}
