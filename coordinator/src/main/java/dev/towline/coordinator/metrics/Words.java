package dev.towline.coordinator.metrics;

import java.util.Locale;

/// Enums as labels.
final class Words {
    private Words() {}

    /// The form on the wire, as `rolled-back`.
    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
