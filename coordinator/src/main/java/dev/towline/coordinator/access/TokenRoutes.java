package dev.towline.coordinator.access;

import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Caller;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Role;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.http.Wanted;
import dev.towline.coordinator.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/api/v1/tokens`: made, listed and revoked by administrators.
public final class TokenRoutes implements Routes {
    private static final String PATH = "/api/v1/tokens";
    private static final int LONGEST_NAME = 100;

    private final Database database;
    private final TokenStore tokens;
    private final InstantSource clock;

    public TokenRoutes(Database database, TokenStore tokens, InstantSource clock) {
        this.database = database;
        this.tokens = tokens;
        this.clock = clock;
    }

    record NewToken(@Nullable String name, @Nullable Role role) {}

    record MadeToken(String id, String token, Role role) {}

    record ListedToken(String id, String name, Role role, Instant createdAt) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(PATH, Permission.ADMINISTER, this::make),
                Route.get(PATH, Permission.ADMINISTER, _ -> Answer.ok(list())),
                Route.delete(PATH + "/{token}", Permission.ADMINISTER, this::revoke));
    }

    private Answer make(Call call) {
        var wanted = call.body(NewToken.class);
        var who =
                new TokenStore.Who(
                        Wanted.line("name", wanted.name(), LONGEST_NAME),
                        Wanted.present("role", wanted.role()));
        var secret = Secret.random(Secret.Kind.TOKEN);
        var act = new Act(call.caller(), clock.instant());
        database.write(transaction -> {
            act.record(transaction, "token-made", secret.id(), who.toString());
            return tokens.add(transaction, secret, who, act.at());
        });
        return Answer.created(new MadeToken(secret.id(), secret.text(), who.role()));
    }

    private List<ListedToken> list() {
        return tokens.ofPeople().stream().flatMap(token -> listed(token).stream()).toList();
    }

    private static List<ListedToken> listed(Token token) {
        return switch (token.owner()) {
            case Caller.Person(var id, var name, var role) ->
                    List.of(new ListedToken(id, name, role, token.createdAt()));
            case Caller.Agent _, Caller.Anyone _ -> List.of();
        };
    }

    private Answer revoke(Call call) {
        var id = call.parameter("token", text -> text);
        var act = new Act(call.caller(), clock.instant());
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
        var administrators =
                tokens.ofPeople().stream()
                        .filter(token -> token.owner().may(Permission.ADMINISTER))
                        .map(Token::id)
                        .toList();
        if (administrators.equals(List.of(id))) {
            throw Refusal.conflict(
                    "token", "this is the last administrator's token; make another one first");
        }
    }
}
