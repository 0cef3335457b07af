package dev.towline.coordinator.deployment;

import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.EntityTag;
import dev.towline.coordinator.policy.DeployRequest;
import dev.towline.ids.CommitSha;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An order that somebody wants to be given.
///
/// @param acceptVolumeChange what the caller gives up, checked
/// @param known the generation that the caller goes by; null where any will do
record Wish(
        EnvironmentName environment,
        DeployRequest request,
        List<String> acceptVolumeChange,
        @Nullable Generation known) {

    static Wish of(Call call, DeployRequest request, List<String> acceptVolumeChange) {
        return new Wish(
                call.environment(),
                request,
                acceptVolumeChange,
                EntityTag.in(call, "If-Match").orElse(null));
    }

    Optional<Generation> goesBy() {
        return Optional.ofNullable(known);
    }

    Wish with(DeployRequest other) {
        return new Wish(environment, other, acceptVolumeChange, known);
    }

    /// The same for this very commit, whatever a shorter name may mean later.
    Wish with(CommitSha sha) {
        var texts = request.texts();
        return with(
                new DeployRequest(
                        request.kind(),
                        new DeployRequest.Texts(sha.hex(), texts.confirm(), texts.reason()),
                        request.force(),
                        request.requester(),
                        request.approval()));
    }
}
