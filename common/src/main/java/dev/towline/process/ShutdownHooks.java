package dev.towline.process;

/// What is done when this process ends.
public final class ShutdownHooks {
    private ShutdownHooks() {}

    /// Takes it back; one that is not there, or runs already, is left alone.
    public static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // We end already, and it runs.
            return;
        }
    }
}
