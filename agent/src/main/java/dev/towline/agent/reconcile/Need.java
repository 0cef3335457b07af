package dev.towline.agent.reconcile;

import dev.towline.agent.docker.PullPolicy;
import dev.towline.agent.docker.StoredImage;
import dev.towline.agent.docker.WantedImage;
import dev.towline.agent.project.DesiredProject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How much room the new images of a project may take. Pure.
///
/// The engine does not tell how large an image is that it has not pulled. So an image that is not
/// on the VM is taken to be a fifth larger than the one that its service runs now, with no layer in
/// common; one of a new service, for which there is no measure, is left to the margin that stays
/// free.
final class Need {
    private Need() {}

    /// In bytes.
    ///
    /// @param running the accepted project; empty before the first
    static long of(
            DesiredProject project, Optional<DesiredProject> running, List<StoredImage> stored) {
        var largest = new HashMap<String, Long>();
        for (var service : project.services().values()) {
            if (stored.stream().noneMatch(it -> it.goesBy(service.image()))) {
                var now = running.map(it -> size(it, service.name(), stored)).orElse(0L);
                largest.merge(service.image(), now, Math::max);
            }
        }
        return total(largest);
    }

    private static long total(Map<String, Long> sizes) {
        return sizes.values().stream().mapToLong(it -> it + it / 5).sum();
    }

    private static long size(DesiredProject running, String service, List<StoredImage> stored) {
        var spec = running.services().get(service);
        return spec == null
                ? 0
                : stored.stream()
                        .filter(it -> it.id().equals(running.image(spec).imageId()))
                        .mapToLong(StoredImage::size)
                        .findFirst()
                        .orElse(0);
    }

    /// Whether a pull may bring something onto the VM.
    static boolean asksRegistry(WantedImage wanted, List<StoredImage> stored) {
        return switch (wanted.policy()) {
            case PullPolicy.Never _ -> false;
            case PullPolicy.Always _, PullPolicy.Refresh _ -> true;
            case PullPolicy.Missing _ ->
                    stored.stream().noneMatch(it -> it.goesBy(wanted.reference()));
        };
    }
}
