package dev.towline.coordinator.store;

/// Makes a value of a row.
@FunctionalInterface
public interface RowReader<T> {
    T read(Row row);
}
