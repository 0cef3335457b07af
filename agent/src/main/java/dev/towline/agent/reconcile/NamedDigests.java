package dev.towline.agent.reconcile;

import dev.towline.agent.docker.PullOutcome;
import dev.towline.agent.docker.StoredImage;
import dev.towline.agent.docker.WantedImage;
import dev.towline.agent.project.ImagePin;
import dev.towline.ids.ImageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The digests that an order names: what CI built, whatever the tags mean by now. Pure.
record NamedDigests(Map<String, ImageDigest> digests) {
    NamedDigests {
        digests = Map.copyOf(digests);
    }

    /// The digest that the order names for a reference, in its short or its long form.
    Optional<ImageDigest> of(String reference) {
        return digests.entrySet().stream()
                .filter(it -> StoredImage.same(it.getKey(), reference))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /// The same image by the digest that is named for it; empty where none is.
    Optional<WantedImage> byDigest(WantedImage wanted) {
        return of(wanted.reference()).map(wanted::at);
    }

    /// The references for which a pull brought what the order names, or it names nothing.
    Set<String> keptBy(Map<String, PullOutcome> outcomes) {
        return outcomes.entrySet().stream()
                .filter(it -> keptBy(it.getKey(), it.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private boolean keptBy(String reference, PullOutcome outcome) {
        return of(reference)
                .map(it -> outcome instanceof PullOutcome.Ready(var pin, _) && means(pin, it))
                .orElse(true);
    }

    /// Of an image whose tag does not mean the named digest: what came of asking for the digest.
    PullOutcome taken(String reference, PullOutcome byTag, PullOutcome byDigest) {
        var wanted = of(reference).orElseThrow();
        return byDigest instanceof PullOutcome.Ready(var pin, var source) && means(pin, wanted)
                ? new PullOutcome.Ready(called(reference, pin), source)
                : new PullOutcome.Missing(
                        "the order names "
                                + wanted
                                + " for "
                                + reference
                                + ", which is "
                                + words(byTag)
                                + "; and the one that it names could not be had: "
                                + byDigest.failure().orElse("it is another one"));
    }

    private static ImagePin called(String reference, ImagePin pin) {
        return new ImagePin(
                reference,
                pin.imageId(),
                pin.repositoryDigest(),
                pin.revision(),
                pin.declaredVolumes());
    }

    // Of a manifest, as registries name it, or of a configuration, as most engines do.
    private static boolean means(ImagePin pin, ImageDigest digest) {
        var inRegistry = pin.repositoryDigest();
        return pin.imageId().equals(digest)
                || (inRegistry != null && inRegistry.endsWith("@" + digest));
    }

    private static String words(PullOutcome byTag) {
        if (!(byTag instanceof PullOutcome.Ready(var pin, _))) {
            return "not to be had by its tag";
        }
        var inRegistry = pin.repositoryDigest();
        return inRegistry == null
                ? pin.imageId().value()
                : inRegistry.substring(inRegistry.indexOf('@') + 1);
    }
}
