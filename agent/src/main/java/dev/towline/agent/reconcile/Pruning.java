package dev.towline.agent.reconcile;

import dev.towline.agent.docker.StoredImage;
import dev.towline.agent.project.ImagePin;
import dev.towline.ids.ImageDigest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which names of images may be taken away. Pure.
///
/// An image goes when its last name goes. So only names that a release of ours used are taken, and
/// an image that somebody else gave a name of his own stays. An image that was never pulled is
/// somebody's work, and is nowhere else: it stays too.
final class Pruning {
    private Pruning() {}

    /// An image, and its names that were ours.
    record Prunable(StoredImage image, List<String> names) {
        Prunable {
            names = List.copyOf(names);
        }
    }

    /// @param retired the images of releases that nobody goes back to
    /// @param stored all images of the VM
    /// @param used those of all containers
    static List<Prunable> of(
            List<ImagePin> retired, List<StoredImage> stored, Set<ImageDigest> used) {
        var prunable = new ArrayList<Prunable>();
        for (var image : stored) {
            var ours = ours(retired, image);
            if (!ours.isEmpty() && !used.contains(image.id())) {
                var names = names(image, ours);
                if (!names.isEmpty()) {
                    prunable.add(new Prunable(image, names));
                }
            }
        }
        return prunable;
    }

    private static Set<String> ours(List<ImagePin> retired, StoredImage image) {
        var ours = new LinkedHashSet<String>();
        for (var pin : retired) {
            if (pin.imageId().equals(image.id()) && pin.repositoryDigest() != null) {
                ours.add(pin.reference());
                ours.add(pin.repositoryDigest());
            }
        }
        return ours;
    }

    /// With the last tag of a repository the engine takes its digests away by itself. They are
    /// taken by name only where no tag is left, and nobody else's digest.
    private static List<String> names(StoredImage image, Set<String> ours) {
        var tags = image.tags().stream().filter(it -> among(it, ours)).toList();
        if (!tags.isEmpty() || !image.tags().isEmpty()) {
            return tags;
        }
        var digests = image.digests();
        return digests.stream().allMatch(it -> among(it, ours)) ? digests : List.of();
    }

    private static boolean among(String name, Set<String> ours) {
        return ours.stream().anyMatch(it -> StoredImage.same(name, it));
    }
}
