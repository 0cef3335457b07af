package dev.towline.agent.docker;

import dev.towline.disk.FullDisk;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells from the engine's words why a pull failed. Its status cannot say: what a registry refuses
/// comes as 404, as 500, or inside an answer that began with 200. Pure.
///
/// @param status the engine's status; 0 where it has none
/// @param words the engine's own, without more
record PullFailure(String image, int status, String words) {
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final List<String> DENIED =
            List.of(
                    "unauthorized",
                    "denied",
                    "no basic auth credentials",
                    "authentication required",
                    "401 ",
                    "403 ",
                    "forbidden");
    private static final List<String> MISSING =
            List.of(
                    "manifest unknown",
                    "manifest for",
                    "name unknown",
                    "repository name not known",
                    "no matching manifest",
                    "does not match the specified platform",
                    "invalid reference format");

    /// The outcome that trying again would not change; empty where it might.
    Optional<PullOutcome> lasting() {
        // Addresses are quoted, and may hold any word.
        var plain = QUOTED.matcher(words.toLowerCase(Locale.ROOT)).replaceAll("");
        if (FullDisk.isToldBy(plain)) {
            return Optional.of(
                    new PullOutcome.NoSpace(
                            "could not pull "
                                    + image
                                    + ", no space left on the engine's disk: "
                                    + words));
        }
        if (status == 401 || status == 403 || DENIED.stream().anyMatch(plain::contains)) {
            return Optional.of(new PullOutcome.Denied(message()));
        }
        if (status == 404 || status == 400 || MISSING.stream().anyMatch(plain::contains)) {
            return Optional.of(new PullOutcome.Missing(message()));
        }
        return Optional.empty();
    }

    String message() {
        return "could not pull " + image + ": " + words;
    }
}
