package dev.towline.coordinator.notify;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.ids.AgentId;
import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.Generation;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What became of a deployment.
///
/// @param state as in the deployment's own document
/// @param overrides the rules of the policy that were set aside
/// @param warnings what was let pass
/// @param vms as many as a message can carry
public record DeploymentFact(
        @JsonIgnore Topic topic,
        DeploymentId deployment,
        Generation generation,
        CommitSha sha,
        String state,
        String requestedBy,
        String reason,
        List<String> overrides,
        List<String> warnings,
        List<OnVm> vms)
        implements Fact {
    private static final Set<String> FAILURES = Set.of("rolled-back", "refused", "stalled");
    private static final int MOST = 50;
    private static final int LONGEST = 500;

    public DeploymentFact {
        overrides = List.copyOf(overrides);
        warnings = warnings.stream().limit(MOST).map(it -> Excerpt.of(it, LONGEST)).toList();
        vms = vms.stream().limit(MOST).toList();
    }

    /// How it ended on one VM.
    ///
    /// @param outcome null where it has not ended
    public record OnVm(
            AgentId agent,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String outcome,
            String reason) {
        public OnVm {
            reason = Excerpt.of(reason, LONGEST);
        }
    }

    /// The same deployment under another topic.
    public DeploymentFact about(Topic other) {
        return new DeploymentFact(
                other,
                deployment,
                generation,
                sha,
                state,
                requestedBy,
                reason,
                overrides,
                warnings,
                vms);
    }

    @Override
    public Level level() {
        return switch (topic) {
            case DEPLOYMENT_ENDED -> end();
            case POLICY_OVERRIDDEN, ACCEPTED_WITH_WARNING, DEPLOYMENT_HALTED -> Level.WARNING;
            default -> Level.INFO;
        };
    }

    private Level end() {
        return switch (state) {
            case "accepted" -> warnings.isEmpty() ? Level.SUCCESS : Level.WARNING;
            case "superseded" -> Level.INFO;
            default -> Level.FAILURE;
        };
    }

    @Override
    public String text() {
        var what = sha.abbreviated() + " (" + deployment + ")";
        return switch (topic) {
            case DEPLOYMENT_ORDERED -> requestedBy + " ordered " + what + ": " + reason;
            case DEPLOYMENT_STARTED -> what + " is being deployed";
            case POLICY_OVERRIDDEN ->
                    requestedBy
                            + " overrode "
                            + String.join(", ", overrides)
                            + " for "
                            + what
                            + ": "
                            + reason;
            case ACCEPTED_WITH_WARNING ->
                    what + " was accepted with a warning: " + String.join("; ", warnings);
            default -> what + " " + end(state) + details();
        };
    }

    private static String end(String state) {
        return switch (state) {
            case "accepted" -> "was accepted";
            case "rolled-back" -> "failed and was rolled back";
            case "refused" -> "was refused";
            case "superseded" -> "was superseded by a newer order";
            case "stalled" -> "stalled: a person must look";
            case "halted" -> "is halted: no further VM gets it until somebody says so";
            default -> "is " + state.replace('-', ' ');
        };
    }

    /// Why, in the words of the first VM that ended it so.
    private String details() {
        if (state.equals("accepted")) {
            return warnings.isEmpty() ? "" : " with a warning: " + String.join("; ", warnings);
        }
        return vms.stream()
                .filter(vm -> explains(vm) && !vm.reason().isBlank())
                .findFirst()
                .map(vm -> "; " + vm.agent() + ": " + vm.reason())
                .orElse("");
    }

    private boolean explains(OnVm vm) {
        return state.equals("halted")
                ? FAILURES.contains(Objects.requireNonNullElse(vm.outcome(), ""))
                : Objects.equals(vm.outcome(), state);
    }
}
