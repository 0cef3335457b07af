package dev.towline.agent.reconcile;

import java.util.Locale;

/// Sizes for people. Pure.
final class Megabytes {
    private static final double MEGABYTE = 1e6;

    private Megabytes() {}

    static String of(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
    }
}
