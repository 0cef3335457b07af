package dev.towline.agent.project;

/// When the engine itself starts a container again.
///
/// @param name no, always, unless-stopped or on-failure
/// @param maximumRetries 0 for no bound; only on-failure has one
public record RestartPolicy(String name, int maximumRetries) {
    /// The engine starts nothing by itself: what fences a container while a deployment is
    /// undecided.
    public static final RestartPolicy NO = new RestartPolicy("no", 0);

    /// Reads Compose's form: `on-failure:3`, `always`, an empty text for none.
    public static RestartPolicy of(String text) {
        if (text.isEmpty()) {
            return NO;
        }
        var colon = text.indexOf(':');
        return colon < 0
                ? new RestartPolicy(text, 0)
                : new RestartPolicy(
                        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    /// Reads the condition of `deploy.restart_policy`, which has words of its own.
    public static RestartPolicy of(String condition, int maximumRetries) {
        return switch (condition) {
            case "", "none", "no" -> NO;
            case "any" -> new RestartPolicy("always", maximumRetries);
            default -> new RestartPolicy(condition, maximumRetries);
        };
    }

    @Override
    public String toString() {
        return maximumRetries == 0 ? name : name + ":" + maximumRetries;
    }
}
