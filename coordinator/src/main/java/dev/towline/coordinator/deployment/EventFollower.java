package dev.towline.coordinator.deployment;

import dev.towline.coordinator.http.EventSource;
import dev.towline.coordinator.http.EventStream;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.watch.EventSignal;
import dev.towline.ids.DeploymentId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Sends a deployment's events from a number on, then those that come, until the deployment has
/// ended.
///
/// It says that it follows before it reads, and always reads again after it was woken; so no event
/// is missed between the two.
final class EventFollower implements EventSource {
    private static final int MOST_AT_ONCE = 500;
    private static final Duration BEAT = Duration.ofSeconds(15);

    private final Database database;
    private final EventSignal signal;
    private final DeploymentId deployment;
    private final long lastSeen;

    EventFollower(Database database, EventSignal signal, DeploymentId deployment, long lastSeen) {
        this.database = database;
        this.signal = signal;
        this.deployment = deployment;
        this.lastSeen = lastSeen;
    }

    private record Part(List<EventStore.Event> events, boolean ended) {
        boolean isLast() {
            return ended && events.size() < MOST_AT_ONCE;
        }
    }

    @Override
    public void writeTo(EventStream stream) throws IOException {
        try (var following = signal.follow(deployment)) {
            long sent = lastSeen;
            boolean last = false;
            stream.beat();
            while (!last) {
                var from = sent;
                var part = database.read(reading -> part(reading, from));
                sent = send(part, from, stream);
                last =
                        part.isLast()
                                || (part.events().isEmpty() && !goesOn(following, sent, stream));
            }
        }
    }

    private Part part(Reading reading, long from) {
        var ended = DeploymentStore.hasEnded(reading, deployment);
        return new Part(EventStore.after(reading, deployment, from, MOST_AT_ONCE), ended);
    }

    private static long send(Part part, long from, EventStream stream) throws IOException {
        long sent = from;
        for (var event : part.events()) {
            stream.send(event.number(), event.type(), event.data());
            sent = event.number();
        }
        return sent;
    }

    private static boolean goesOn(EventSignal.Following following, long sent, EventStream stream)
            throws IOException {
        var news = following.await(sent, BEAT);
        while (news == EventSignal.News.NONE) {
            stream.beat();
            news = following.await(sent, BEAT);
        }
        return news == EventSignal.News.EVENTS;
    }
}
