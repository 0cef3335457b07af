package dev.towline.coordinator.access;

import dev.towline.coordinator.http.Pass;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who is to be told when a token is revoked: those who wait with it. Nobody else is remembered.
final class Revocations {
    private final Map<String, Set<Runnable>> watches = new ConcurrentHashMap<>();

    Pass.Watch watch(String token, Runnable end) {
        // The set is only looked for and changed under the map's lock for its key.
        watches.compute(
                token,
                (_, present) -> {
                    var all = present == null ? ConcurrentHashMap.<Runnable>newKeySet() : present;
                    all.add(end);
                    return all;
                });
        return () ->
                watches.computeIfPresent(
                        token,
                        (_, present) -> {
                            present.remove(end);
                            return present.isEmpty() ? null : present;
                        });
    }

    void announce(String token) {
        var told = watches.remove(token);
        if (told != null) {
            told.forEach(Runnable::run);
        }
    }
}
