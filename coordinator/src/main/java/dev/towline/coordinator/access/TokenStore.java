package dev.towline.coordinator.access;

import dev.towline.coordinator.http.Caller;
import dev.towline.coordinator.http.Gate;
import dev.towline.coordinator.http.Role;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Row;
import dev.towline.coordinator.store.Transaction;
import dev.towline.ids.AgentId;
import dev.towline.ids.EnvironmentName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The tokens that are good, in memory and in the store.
///
/// This process is the only writer, so memory is as true as the store: a token counts from the
/// commit that made it to the commit that revoked it, and telling a caller costs no query.
public final class TokenStore implements Gate {
    private static final String AGENT = "agent";

    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    public TokenStore(Database database) {
        database.read(reading ->
                        reading.list(
                                TokenStore::token, "SELECT * FROM tokens WHERE revoked_at IS NULL"))
                .forEach(token -> tokens.put(token.id(), token));
    }

    @Override
    public Optional<Caller> callerOf(String text) {
        return Secret.parse(Secret.Kind.TOKEN, text)
                .flatMap(secret -> find(secret.id()).filter(token -> secret.has(token.hash())))
                .map(Token::owner);
    }

    boolean isEmpty() {
        return tokens.isEmpty();
    }

    Optional<Token> find(String id) {
        return Optional.ofNullable(tokens.get(id));
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
                "INSERT INTO tokens (id, name, role, secret_hash, created_at)"
                        + " VALUES (?, ?, ?, ?, ?)",
                secret.id(),
                who.name(),
                who.role().word(),
                secret.hash(),
                now);
        return known(
                transaction,
                new Token(
                        secret.id(),
                        new Caller.Person(secret.id(), who.name(), who.role()),
                        secret.hash(),
                        now));
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
        known(transaction, new Token(secret.id(), agent, secret.hash(), now));
    }

    private Token known(Transaction transaction, Token token) {
        transaction.afterCommit(() -> tokens.put(token.id(), token));
        return token;
    }

    void revoke(Transaction transaction, String id, Instant now) {
        transaction.update("UPDATE tokens SET revoked_at = ? WHERE id = ?", now, id);
        transaction.afterCommit(() -> tokens.remove(id));
    }

    /// Revokes what the agent identified itself with.
    public void revokeOf(Transaction transaction, AgentId agent, Instant now) {
        transaction
                .list(row -> row.text("id"), "SELECT id FROM tokens WHERE agent = ?", agent)
                .forEach(id -> revoke(transaction, id, now));
    }

    private static Token token(Row row) {
        return new Token(
                row.text("id"), owner(row), row.text("secret_hash"), row.instant("created_at"));
    }

    private static Caller owner(Row row) {
        if (row.text("role").equals(AGENT)) {
            return new Caller.Agent(
                    new AgentId(row.text("agent")), new EnvironmentName(row.text("environment")));
        }
        var role = Role.valueOf(row.text("role").toUpperCase(Locale.ROOT));
        return new Caller.Person(row.text("id"), row.text("name"), role);
    }

    /// Whom a token is made for.
    record Who(String name, Role role) {}
}
