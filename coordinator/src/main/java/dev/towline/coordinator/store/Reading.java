package dev.towline.coordinator.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Queries on one consistent view of the store; only good inside the work it was given to.
public interface Reading {
    <T> List<T> list(RowReader<T> reader, String sql, @Nullable Object... arguments);

    <T> Optional<T> first(RowReader<T> reader, String sql, @Nullable Object... arguments);
}
