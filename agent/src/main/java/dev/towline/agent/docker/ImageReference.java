package dev.towline.agent.docker;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An image's name, taken apart as the engine does. Pure.
///
/// @param registry `docker.io` where none is named
/// @param repository its path in the registry, with the `library/` that Docker Hub's short names
///   mean
/// @param tag null where there is none, and a digest stands for it
/// @param digest `sha256:…`; null where there is none
record ImageReference(
        String registry, String repository, @Nullable String tag, @Nullable String digest) {
    private static final String HUB = "docker.io";
    private static final Pattern REPOSITORY =
            Pattern.compile(
                    "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*"
                            + "(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern REGISTRY =
            Pattern.compile("(?:[A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+])(?::[0-9]{1,5})?");

    ImageReference {
        require(REGISTRY, registry, "registry");
        require(REPOSITORY, repository, "repository");
        require(TAG, tag, "tag");
        require(DIGEST, digest, "digest");
    }

    /// Takes a reference apart; a missing tag means `latest`, unless there is a digest.
    ///
    /// @throws IllegalArgumentException where it is not a reference
    static ImageReference parse(String text) {
        var at = text.indexOf('@');
        var digest = at < 0 ? null : text.substring(at + 1);
        var name = at < 0 ? text : text.substring(0, at);
        var colon = name.lastIndexOf(':');
        var tagged = colon > name.lastIndexOf('/');
        var path = tagged ? name.substring(0, colon) : name;
        var tag = tagged ? name.substring(colon + 1) : digest == null ? "latest" : null;
        return located(path, tag, digest);
    }

    /// Whether a name such as `repository@sha256:…` means the same repository of the same registry.
    boolean sameRepository(String other) {
        try {
            var parsed = parse(other);
            return parsed.registry.equals(registry) && parsed.repository.equals(repository);
        } catch (IllegalArgumentException e) {
            // Engines write `<none>@<none>` there.
            return false;
        }
    }

    /// The name without tag and digest, in the long form.
    String name() {
        return registry + "/" + repository;
    }

    /// The whole reference, in the long form.
    String text() {
        return name() + (digest != null ? "@" : ":") + version();
    }

    /// What is fetched: the digest where there is one.
    String version() {
        return digest != null ? digest : tag != null ? tag : "latest";
    }

    /// Last part and tag, for people.
    String brief() {
        var last = repository.substring(repository.lastIndexOf('/') + 1);
        return last + ":" + (tag != null ? tag : version().substring(0, 19));
    }

    // The first part is a registry where it has a dot or a port, or is `localhost`.
    private static ImageReference located(
            String path, @Nullable String tag, @Nullable String digest) {
        var slash = path.indexOf('/');
        var first = slash < 0 ? "" : path.substring(0, slash);
        if (first.indexOf('.') < 0 && first.indexOf(':') < 0 && !first.equals("localhost")) {
            return new ImageReference(HUB, slash < 0 ? "library/" + path : path, tag, digest);
        }
        var registry = first.equals("index.docker.io") ? HUB : first;
        var rest = path.substring(slash + 1);
        var official = registry.equals(HUB) && rest.indexOf('/') < 0;
        return new ImageReference(registry, official ? "library/" + rest : rest, tag, digest);
    }

    private static void require(Pattern pattern, @Nullable String text, String what) {
        if (text != null && !pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("not an image " + what + ": " + text);
        }
    }
}
