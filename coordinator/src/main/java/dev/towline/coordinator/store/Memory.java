package dev.towline.coordinator.store;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Facts of the store that are asked for too often for a query: one of a kind, as of the newest
/// commit that told it.
public final class Memory {
    private final Map<Class<?>, Object> facts = new ConcurrentHashMap<>();

    Memory() {}

    void keep(Object fact) {
        facts.put(fact.getClass(), fact);
    }

    public <T> Optional<T> recall(Class<T> kind) {
        return Optional.ofNullable(facts.get(kind)).map(kind::cast);
    }
}
