package dev.towline.coordinator.access;

import dev.towline.coordinator.http.Caller;
import dev.towline.coordinator.http.Gate;
import dev.towline.coordinator.http.Pass;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Reach;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Role;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Row;
import dev.towline.coordinator.store.Transaction;
import dev.towline.ids.AgentId;
import dev.towline.ids.EnvironmentName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The tokens that were not revoked, in memory and in the store.
///
/// This process is the only writer, so memory is as true as the store: a token counts from the
/// commit that made it to the commit that revoked it, and telling a caller costs no query.
public final class TokenStore implements Gate, AutoCloseable {
    private static final String AGENT = "agent";

    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final Revocations revocations = new Revocations();
    private final LastUses uses;
    private final InstantSource clock;

    public TokenStore(Database database, InstantSource clock) {
        this.uses = new LastUses(database);
        this.clock = clock;
        database.read(reading ->
                        reading.list(
                                this::recalled, "SELECT * FROM tokens WHERE revoked_at IS NULL"))
                .forEach(token -> tokens.put(token.id(), token));
    }

    @Override
    public Pass admit(String text) {
        var now = clock.instant();
        var token =
                Secret.parse(Secret.Kind.TOKEN, text)
                        .flatMap(secret ->
                                find(secret.id()).filter(found -> secret.has(found.hash())))
                        .orElseThrow(() ->
                                Refusal.unauthenticated("the token is unknown or was revoked"));
        if (token.isOver(now)) {
            throw Refusal.unauthenticated("the token expired at " + token.expiresAt());
        }
        if (token.owner() instanceof Caller.Person) {
            // When an agent asked last is known anyway.
            uses.note(token.id(), now);
        }
        return new Ticket(token);
    }

    /// The pass of a token that is kept here.
    private final class Ticket implements Pass {
        private final Token token;

        Ticket(Token token) {
            this.token = token;
        }

        @Override
        public Caller caller() {
            return token.owner();
        }

        @Override
        public boolean holds() {
            return tokens.containsKey(token.id()) && !token.isOver(clock.instant());
        }

        @Override
        public Watch whenTaken(Runnable end) {
            var watch = revocations.watch(token.id(), end);
            // It may have been revoked before the watch began.
            if (!tokens.containsKey(token.id())) {
                end.run();
            }
            return watch;
        }
    }

    boolean hasAdministrator() {
        var now = clock.instant();
        return ofPeople().stream()
                .anyMatch(it -> it.owner().may(Permission.ADMINISTER) && !it.isOver(now));
    }

    Optional<Token> find(String id) {
        return Optional.ofNullable(tokens.get(id));
    }

    Optional<Instant> lastUse(Token token) {
        return uses.of(token.id());
    }

    /// The tokens of people and pipelines, oldest first.
    List<Token> ofPeople() {
        return tokens.values().stream()
                .filter(token -> token.owner() instanceof Caller.Person)
                .sorted(Comparator.comparing(Token::createdAt).thenComparing(Token::id))
                .toList();
    }

    /// Makes a token good from the commit on.
    Token add(Transaction transaction, Secret secret, Who who, Instant now) {
        transaction.update(
                "INSERT INTO tokens"
                        + " (id, name, role, environments, secret_hash, created_at, expires_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                secret.id(),
                who.name(),
                who.role().word(),
                who.reach().text(),
                secret.hash(),
                now,
                who.expiresAt());
        var owner = new Caller.Person(secret.id(), who.name(), who.role(), who.reach());
        return known(
                transaction, new Token(secret.id(), owner, secret.hash(), now, who.expiresAt()));
    }

    /// Makes an agent's own token good from the commit on.
    public void add(Transaction transaction, Secret secret, Caller.Agent agent, Instant now) {
        transaction.update(
                "INSERT INTO tokens (id, name, role, agent, environment, secret_hash, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                secret.id(),
                agent.name(),
                AGENT,
                agent.id(),
                agent.environment(),
                secret.hash(),
                now);
        known(transaction, new Token(secret.id(), agent, secret.hash(), now, null));
    }

    private Token known(Transaction transaction, Token token) {
        transaction.afterCommit(() -> tokens.put(token.id(), token));
        return token;
    }

    /// Ends a token with the commit; who waits with it is sent away.
    void revoke(Transaction transaction, String id, Instant now) {
        transaction.update("UPDATE tokens SET revoked_at = ? WHERE id = ?", now, id);
        transaction.afterCommit(() -> {
            tokens.remove(id);
            uses.forget(id);
            revocations.announce(id);
        });
    }

    /// Revokes what the agent identified itself with.
    public void revokeOf(Transaction transaction, AgentId agent, Instant now) {
        transaction
                .list(row -> row.text("id"), "SELECT id FROM tokens WHERE agent = ?", agent)
                .forEach(id -> revoke(transaction, id, now));
    }

    private Token recalled(Row row) {
        var id = row.text("id");
        var lastUse = row.instantOrNull("last_used_at");
        if (lastUse != null) {
            uses.recall(id, lastUse);
        }
        return new Token(
                id,
                owner(row),
                row.text("secret_hash"),
                row.instant("created_at"),
                row.instantOrNull("expires_at"));
    }

    private static Caller owner(Row row) {
        if (row.text("role").equals(AGENT)) {
            return new Caller.Agent(
                    new AgentId(row.text("agent")), new EnvironmentName(row.text("environment")));
        }
        var role = Role.valueOf(row.text("role").toUpperCase(Locale.ROOT));
        return new Caller.Person(
                row.text("id"), row.text("name"), role, Reach.parse(row.text("environments")));
    }

    /// Whom a token is made for.
    ///
    /// @param expiresAt null: never
    record Who(String name, Role role, Reach reach, @Nullable Instant expiresAt) {}

    /// Keeps when tokens were used.
    @Override
    public void close() {
        uses.close();
    }
}
