package dev.towline.coordinator.fleet;

import dev.towline.coordinator.access.Secret;
import dev.towline.coordinator.access.TokenStore;
import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.deployment.Ledger;
import dev.towline.coordinator.environment.EnvironmentStore;
import dev.towline.coordinator.environment.Vm;
import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Caller;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.http.Wanted;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Transaction;
import dev.towline.ids.AgentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.trust.VerifyingKey;
import dev.towline.wire.Enrolment;
import dev.towline.wire.EnrolmentRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How a VM comes in: an administrator makes a join token, the VM's agent redeems it for an
/// identity of its own.
public final class EnrolmentRoutes implements Routes {
    private static final Duration USUAL_TTL = Duration.ofMinutes(15);
    private static final Duration LONGEST_TTL = Duration.ofHours(24);
    private static final int LONGEST_HOST = 253;
    private static final int LONGEST_HOST_IN_ID = 50;

    private final Database database;
    private final TokenStore tokens;
    private final Ledger ledger;
    private final Supplier<VerifyingKey> key;
    private final InstantSource clock;

    public EnrolmentRoutes(Database database, TokenStore tokens, Ledger ledger, Identity identity) {
        this.database = database;
        this.tokens = tokens;
        this.ledger = ledger;
        this.key = identity.key();
        this.clock = identity.clock();
    }

    /// What the coordinator is known by, and its time.
    public record Identity(Supplier<VerifyingKey> key, InstantSource clock) {}

    record Invitation(@Nullable EnvironmentName environment, @Nullable Duration ttl) {}

    private record Machine(String host, String from) {}

    record Invited(String joinToken, EnvironmentName environment, Instant expiresAt) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/api/v1/enrolments", Permission.ADMINISTER, this::invite),
                Route.post("/api/v1/agents", Permission.NONE, this::enrol));
    }

    private Answer invite(Call call) {
        var wanted = call.body(Invitation.class);
        var environment = Wanted.present("environment", wanted.environment());
        var act = Act.of(call, clock.instant());
        var until = act.at().plus(ttl(wanted));
        var secret = Secret.random(Secret.Kind.JOIN);
        database.write(transaction -> {
            EnvironmentStore.existing(transaction, environment);
            EnrolmentStore.insert(
                    transaction, secret, new EnrolmentStore.Valid(environment, act.at(), until));
            act.record(transaction, "enrolment-opened", environment.value(), secret.id());
            return secret;
        });
        return Answer.created(new Invited(secret.text(), environment, until));
    }

    private static Duration ttl(Invitation wanted) {
        var ttl = Optional.ofNullable(wanted.ttl()).orElse(USUAL_TTL);
        if (ttl.compareTo(Duration.ofSeconds(1)) < 0 || ttl.compareTo(LONGEST_TTL) > 0) {
            throw Refusal.unusable("ttl", "the time to live is " + ttl, "PT1S to " + LONGEST_TTL);
        }
        return ttl;
    }

    private Answer enrol(Call call) {
        var request = call.body(EnrolmentRequest.class);
        var join =
                Secret.parse(Secret.Kind.JOIN, Wanted.present("joinToken", request.joinToken()))
                        .orElseThrow(() ->
                                Refusal.unauthenticated("the join token has not the form of one"));
        var host = Wanted.line("host", request.host(), LONGEST_HOST);
        var machine = new Machine(host, call.from());
        return Answer.created(database.write(transaction -> enrol(transaction, join, machine)));
    }

    private Enrolment enrol(Transaction transaction, Secret join, Machine machine) {
        var now = clock.instant();
        var environment = EnrolmentStore.redeem(transaction, join, now);
        var secret = Secret.random(Secret.Kind.TOKEN);
        var agent = new Caller.Agent(id(environment, machine.host(), secret), environment);
        AgentStore.insert(
                transaction, new Vm(agent.id(), environment, machine.host(), now, null, null));
        tokens.add(transaction, secret, agent, now);
        ledger.join(transaction, environment, agent.id(), now);
        new Act(agent, machine.from(), now)
                .record(transaction, "agent-enrolled", environment.value(), "join " + join.id());
        return new Enrolment(agent.id(), environment, secret.text(), key.get());
    }

    private static AgentId id(EnvironmentName environment, String host, Secret secret) {
        var safe = host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
        var shortened = safe.substring(0, Math.min(safe.length(), LONGEST_HOST_IN_ID));
        return new AgentId(environment + "-" + shortened + "-" + secret.id().substring(0, 4));
    }
}
