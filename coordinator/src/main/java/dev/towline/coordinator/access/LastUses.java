package dev.towline.coordinator.access;

import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When each token was last used: in memory at once, in the store once a minute at most and at the
/// end, so that a request costs no write. A kill loses the last minute of it.
final class LastUses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LastUses.class);
    private static final long SECONDS_BETWEEN_WRITES = 60;

    private final Database database;
    private final Map<String, Instant> uses = new ConcurrentHashMap<>();
    private final Set<String> unwritten = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("last-uses").factory());

    LastUses(Database database) {
        this.database = database;
        var _ =
                clock.scheduleWithFixedDelay(
                        this::write,
                        SECONDS_BETWEEN_WRITES,
                        SECONDS_BETWEEN_WRITES,
                        TimeUnit.SECONDS);
    }

    /// Takes over what the store has.
    void recall(String token, Instant at) {
        uses.put(token, at);
    }

    void note(String token, Instant at) {
        uses.put(token, at);
        unwritten.add(token);
    }

    void forget(String token) {
        unwritten.remove(token);
        uses.remove(token);
    }

    Optional<Instant> of(String token) {
        return Optional.ofNullable(uses.get(token));
    }

    /// Writes what is new since the last time.
    void write() {
        var tokens = List.copyOf(unwritten);
        if (tokens.isEmpty()) {
            return;
        }
        tokens.forEach(unwritten::remove);
        try {
            database.write(transaction -> write(transaction, tokens));
        } catch (RuntimeException e) {
            unwritten.addAll(tokens);
            LOG.atWarn().setCause(e).log("Could not write when tokens were used; tries again");
        }
    }

    private int write(Transaction transaction, List<String> tokens) {
        for (var token : tokens) {
            transaction.update(
                    "UPDATE tokens SET last_used_at = ? WHERE id = ?", uses.get(token), token);
        }
        return tokens.size();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        write();
    }
}
