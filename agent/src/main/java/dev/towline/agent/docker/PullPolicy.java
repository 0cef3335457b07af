package dev.towline.agent.docker;

import java.util.Locale;

/// When an image is fetched from its registry.
public enum PullPolicy {
    /// Only where the VM has no image of that reference.
    MISSING,
    ALWAYS,
    NEVER;

    /// Reads Compose's word; an empty one means `missing`.
    ///
    /// @throws IllegalArgumentException for a policy that is not supported
    public static PullPolicy of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "", "missing", "if_not_present" -> MISSING;
            case "always" -> ALWAYS;
            case "never" -> NEVER;
            default -> throw new IllegalArgumentException("unsupported pull_policy " + word);
        };
    }
}
