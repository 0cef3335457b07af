package dev.towline.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is not in the JSON: a program of an older version does not tell it, or it is empty.
final class Absent {
    private Absent() {}

    static <T> List<T> orNone(@Nullable List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }
}
