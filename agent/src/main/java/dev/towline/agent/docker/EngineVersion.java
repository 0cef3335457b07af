package dev.towline.agent.docker;

/// What both sides speak.
///
/// @param api the version of the API that was agreed on, as `1.41`
/// @param engine the engine's own version
public record EngineVersion(String api, String engine) {
    /// Since here a new container is given all its networks at once, each with its own MAC address.
    static final int ENDPOINTS = 44;

    /// Since here the engine never makes a second network of the same name.
    static final int UNIQUE_NETWORKS = 44;

    private static final String MAJOR = "1.";

    /// Whether the agreed API has what came with API 1.`minor`.
    public boolean atLeast(int minor) {
        return minor(api) >= minor;
    }

    /// The part after `1.` of an API version.
    ///
    /// @throws NumberFormatException where it is not one
    static int minor(String api) {
        if (!api.startsWith(MAJOR)) {
            throw new NumberFormatException("not an API version: " + api);
        }
        return Integer.parseInt(api.substring(MAJOR.length()));
    }
}
