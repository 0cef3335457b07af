package dev.towline.coordinator.notify;

import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Transaction;
import dev.towline.ids.EnvironmentName;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/api/v1/environments/{environment}/receivers`: who is told what happens in an environment, and
/// whether they can be told.
public final class ReceiverRoutes implements Routes {
    private static final String ALL = "/api/v1/environments/{environment}/receivers";
    private static final String ONE = ALL + "/{receiver}";
    private static final int MOST = 20;
    private static final int LONGEST_ANSWER = 500;

    private final Database database;
    private final Messenger messenger;
    private final InstantSource clock;

    public ReceiverRoutes(Database database, Messenger messenger, InstantSource clock) {
        this.database = database;
        this.messenger = messenger;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(ALL, Permission.ADMINISTER, this::all),
                Route.get(ONE, Permission.ADMINISTER, this::one),
                Route.put(ONE, Permission.ADMINISTER, this::define),
                Route.delete(ONE, Permission.ADMINISTER, this::remove),
                Route.post(ONE + "/test", Permission.ADMINISTER, this::ping));
    }

    /// What came of a ping.
    ///
    /// @param result in words
    /// @param answer the beginning of what the receiver answered
    record Pinged(boolean delivered, String result, String answer) {}

    private Answer all(Call call) {
        var environment = call.environment();
        return Answer.ok(
                database.read(reading -> {
                    requireKnown(reading, environment);
                    return ReceiverStore.views(reading, environment);
                }));
    }

    private Answer one(Call call) {
        var environment = call.environment();
        var name = name(call);
        return Answer.ok(
                database.read(reading -> ReceiverStore.view(reading, environment, name))
                        .orElseThrow(() -> unknown(name)));
    }

    private Answer define(Call call) {
        var act = Act.of(call, clock.instant());
        var place = new ReceiverWish.Place(call.environment(), name(call));
        var wish = call.body(ReceiverWish.class);
        return database.write(transaction -> {
            requireKnown(transaction, place.environment());
            var present = ReceiverStore.find(transaction, place.environment(), place.name());
            var wanted = wish.at(place, present, messenger.plainHttp());
            requireRoom(transaction, present, place);
            ReceiverStore.put(transaction, wanted);
            var view = ReceiverStore.view(transaction, place.environment(), place.name());
            act.record(transaction, "receiver-defined", wanted.subject(), detail(view));
            return new Answer.Document(
                    present.isPresent() ? 200 : 201, Map.of(), view.orElseThrow());
        });
    }

    private static String detail(Optional<ReceiverView> view) {
        return view.map(it -> it.kind() + " at " + it.url() + ", told of " + it.events())
                .orElse("");
    }

    private static void requireRoom(
            Reading reading, Optional<Receiver> present, ReceiverWish.Place place) {
        var there = ReceiverStore.views(reading, place.environment()).size();
        if (present.isEmpty() && there >= MOST) {
            throw Refusal.conflict(null, place.environment() + " has " + there + " receivers");
        }
    }

    private Answer remove(Call call) {
        var act = Act.of(call, clock.instant());
        var environment = call.environment();
        var name = name(call);
        return database.write(transaction -> {
            if (!ReceiverStore.remove(transaction, environment, name)) {
                throw unknown(name);
            }
            act.record(transaction, "receiver-removed", environment + "/" + name, "");
            return new Answer.Empty(204, Map.of());
        });
    }

    /// Tells it at once, past what waits for it.
    private Answer ping(Call call) {
        var act = Act.of(call, clock.instant());
        var environment = call.environment();
        var name = name(call);
        var receiver = database.write(transaction -> tested(transaction, environment, name, act));
        var ping = Notification.of(environment, act.at(), new PingFact(act.who()));
        try {
            var reply = messenger.tell(receiver, ping);
            return Answer.ok(pinged(reply));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw Refusal.conflict(null, "the coordinator ends");
        }
    }

    private static Receiver tested(
            Transaction transaction, EnvironmentName environment, String name, Act act) {
        var receiver =
                ReceiverStore.find(transaction, environment, name).orElseThrow(() -> unknown(name));
        act.record(transaction, "receiver-tested", receiver.subject(), "");
        return receiver;
    }

    private static Pinged pinged(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered ->
                    new Pinged(
                            answered.good(),
                            answered.words(),
                            Excerpt.of(answered.body(), LONGEST_ANSWER));
            case Reply.Failed failed -> new Pinged(false, failed.words(), "");
        };
    }

    private static String name(Call call) {
        return call.parameter("receiver", name -> name);
    }

    private static Refusal unknown(String name) {
        return Refusal.notFound("receiver " + name);
    }

    private static void requireKnown(Reading reading, EnvironmentName environment) {
        if (!ReceiverStore.environmentExists(reading, environment)) {
            throw Refusal.notFound("environment " + environment);
        }
    }
}
