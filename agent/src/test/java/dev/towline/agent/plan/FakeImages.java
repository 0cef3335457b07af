package dev.towline.agent.plan;

import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ImagePin;
import dev.towline.ids.ImageDigest;
import java.util.HashMap;
import java.util.Map;

/// The images of the fake engine: all that are asked for, each tag with a meaning that can change.
final class FakeImages {
    private final Map<String, ImageDigest> tags = new HashMap<>();

    void move(String reference, String meaning) {
        tags.put(reference, Stacks.digest(meaning));
    }

    ImageDigest of(Step.CreateContainer step) {
        return step.image().startsWith("sha256:")
                ? new ImageDigest(step.image())
                : meaning(step.image());
    }

    /// What the project's references mean now.
    Map<String, ImagePin> of(DesiredProject project) {
        var now = new HashMap<String, ImagePin>();
        project.images()
                .forEach((reference, pin) ->
                        now.put(
                                reference,
                                new ImagePin(
                                        reference,
                                        meaning(reference),
                                        null,
                                        null,
                                        pin.declaredVolumes())));
        return now;
    }

    private ImageDigest meaning(String reference) {
        return tags.getOrDefault(reference, Stacks.digest(reference));
    }
}
