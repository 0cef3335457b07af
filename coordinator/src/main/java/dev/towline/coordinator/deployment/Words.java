package dev.towline.coordinator.deployment;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Enum values as they are stored: in the words of the wire, as `rolled-back`.
final class Words {
    private Words() {}

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> @Nullable E read(Class<E> type, @Nullable String word) {
        return word == null
                ? null
                : Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
