package dev.towline.agent.docker;

import dev.towline.agent.project.DesiredProject;
import dev.towline.ids.ImageDigest;
import java.util.List;
import java.util.TreeMap;

/// An image that a project needs on the VM. Pure.
///
/// @param platform as `linux/arm64`; empty for the engine's own
public record WantedImage(String reference, String platform, PullPolicy policy) {

    /// Each reference of a project once: services' images, and those that services mount. The
    /// service that asks for the most decides.
    public static List<WantedImage> of(DesiredProject project) {
        var images = new TreeMap<String, WantedImage>();
        for (var service : project.services().values()) {
            var spec = service.canonical();
            var image =
                    new WantedImage(
                            service.image(),
                            spec.path("platform").asText(""),
                            PullPolicy.of(spec.path("pull_policy").asText("")));
            images.merge(image.reference(), image, WantedImage::keener);
            for (var volume : spec.path("volumes")) {
                if (volume.path("type").asText().equals("image")) {
                    var reference = volume.path("source").asText();
                    var mounted = new WantedImage(reference, "", PullPolicy.MISSING);
                    images.merge(reference, mounted, WantedImage::keener);
                }
            }
        }
        return List.copyOf(images.values());
    }

    /// The same image, never asked for at its registry.
    public WantedImage present() {
        return new WantedImage(reference, platform, PullPolicy.NEVER);
    }

    /// The same image by its digest, whatever its tag means. A policy that asks for a newer one has
    /// no meaning then.
    public WantedImage at(ImageDigest digest) {
        return new WantedImage(
                ImageReference.parse(reference).name() + "@" + digest,
                platform,
                policy.equals(PullPolicy.NEVER) ? policy : PullPolicy.MISSING);
    }

    private static WantedImage keener(WantedImage one, WantedImage other) {
        return new WantedImage(
                one.reference,
                one.platform.isEmpty() ? other.platform : one.platform,
                PullPolicy.keener(one.policy, other.policy));
    }
}
