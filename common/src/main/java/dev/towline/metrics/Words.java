package dev.towline.metrics;

import java.util.Locale;

/// Enums as labels.
public final class Words {
    private Words() {}

    /// The form on the wire, as `rolled-back`.
    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
