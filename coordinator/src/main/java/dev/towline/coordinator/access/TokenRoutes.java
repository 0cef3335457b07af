package dev.towline.coordinator.access;

import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.environment.EnvironmentStore;
import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Caller;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Reach;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Role;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Reading;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/api/v1/tokens`: made, listed and revoked by administrators.
public final class TokenRoutes implements Routes {
    private static final String PATH = "/api/v1/tokens";

    private final Database database;
    private final TokenStore tokens;
    private final InstantSource clock;

    public TokenRoutes(Database database, TokenStore tokens, InstantSource clock) {
        this.database = database;
        this.tokens = tokens;
        this.clock = clock;
    }

    record MadeToken(
            String id,
            String token,
            Role role,
            List<String> environments,
            @Nullable Instant expiresAt) {}

    record ListedToken(
            String id,
            String name,
            Role role,
            List<String> environments,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(PATH, Permission.ADMINISTER, this::make),
                Route.get(PATH, Permission.ADMINISTER, _ -> Answer.ok(list())),
                Route.delete(PATH + "/{token}", Permission.ADMINISTER, this::revoke));
    }

    private Answer make(Call call) {
        var act = Act.of(call, clock.instant());
        var who = call.body(TokenWish.class).at(act.at());
        var secret = Secret.random(Secret.Kind.TOKEN);
        database.write(transaction -> {
            requireKnown(transaction, who.reach());
            act.record(transaction, "token-made", secret.id(), words(who));
            return tokens.add(transaction, secret, who, act.at());
        });
        return Answer.created(
                new MadeToken(
                        secret.id(),
                        secret.text(),
                        who.role(),
                        who.reach().names(),
                        who.expiresAt()));
    }

    /// A slip in a name would make a token that is good for nothing, or one day for too much.
    private static void requireKnown(Reading reading, Reach reach) {
        if (reach instanceof Reach.Only(var environments)) {
            for (var environment : environments) {
                if (EnvironmentStore.find(reading, environment).isEmpty()) {
                    throw Refusal.unusable(
                            "environments",
                            "there is no environment " + environment,
                            "defined environments");
                }
            }
        }
    }

    private static String words(TokenStore.Who who) {
        var end = who.expiresAt() == null ? "never" : who.expiresAt().toString();
        return who.name()
                + ", "
                + who.role().word()
                + " for "
                + who.reach().text()
                + ", expires "
                + end;
    }

    private List<ListedToken> list() {
        return tokens.ofPeople().stream().flatMap(token -> listed(token).stream()).toList();
    }

    private List<ListedToken> listed(Token token) {
        return switch (token.owner()) {
            case Caller.Person(var id, var name, var role, var reach) ->
                    List.of(
                            new ListedToken(
                                    id,
                                    name,
                                    role,
                                    reach.names(),
                                    token.createdAt(),
                                    token.expiresAt(),
                                    tokens.lastUse(token).orElse(null)));
            case Caller.Workflow _, Caller.Agent _, Caller.Anyone _ -> List.of();
        };
    }

    private Answer revoke(Call call) {
        var id = call.parameter("token", text -> text);
        var act = Act.of(call, clock.instant());
        return database.write(transaction -> {
            if (tokens.find(id).isEmpty()) {
                throw Refusal.notFound("token " + id);
            }
            refuseLastAdministrator(id);
            tokens.revoke(transaction, id, act.at());
            act.record(transaction, "token-revoked", id, "");
            return new Answer.Empty(204, Map.of());
        });
    }

    private void refuseLastAdministrator(String id) {
        var now = clock.instant();
        var administrators =
                tokens.ofPeople().stream()
                        .filter(token -> token.owner().may(Permission.ADMINISTER))
                        .filter(token -> !token.isOver(now))
                        .map(Token::id)
                        .toList();
        if (administrators.equals(List.of(id))) {
            throw Refusal.conflict(
                    "token", "this is the last administrator's token; make another one first");
        }
    }
}
