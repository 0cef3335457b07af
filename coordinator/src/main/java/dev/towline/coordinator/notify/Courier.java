package dev.towline.coordinator.notify;

import dev.towline.coordinator.store.Database;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells what is in the outbox.
///
/// It looks at the outbox each second, and again as soon as a receiver took something. Each
/// receiver has a virtual thread of its own while there is something for it, so a dead one holds up
/// nobody. A receiver is told things one after the other in the order in which they happened: what
/// cannot be delivered now keeps back what came after it, or a commit would end up with its oldest
/// status. A message that the receiver refuses for itself (400, 410, 413, 414, 415, 422) is given
/// up at once, for it would keep back the others for nothing.
///
/// A message is taken out of the outbox after the receiver had it: a kill between the two sends it
/// again, with the same id.
public final class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Database database;
    private final Messenger messenger;
    private final Patience patience;
    private final InstantSource clock;
    private final Set<Long> busy = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);

    Courier(Database database, Messenger messenger, Patience patience, InstantSource clock) {
        this.database = database;
        this.messenger = messenger;
        this.patience = patience;
        this.clock = clock;
    }

    /// One that is as patient as usual.
    public static Courier of(Database database, Messenger messenger, InstantSource clock) {
        var jitter = new SecureRandom();
        return new Courier(database, messenger, Patience.usual(jitter::nextDouble), clock);
    }

    /// Starts to tell.
    public void start() {
        threads.execute(this::run);
    }

    private void run() {
        try {
            do {
                attempt("look at the outbox", this::look);
            } while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            // Only close() interrupts.
            Thread.currentThread().interrupt();
        }
    }

    /// Work that is done again anyway if it fails; nothing ends the courier but its close.
    private static void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                LOG.atError().addKeyValue("attempt", what).setCause(e).log("Could not tell");
            }
        }
    }

    private void look() {
        var now = clock.instant();
        if (database.read(DeliveryStore::hasNew)) {
            database.write(transaction -> DeliveryStore.take(transaction, now));
        }
        for (long receiver : database.read(reading -> DeliveryStore.due(reading, now))) {
            if (busy.add(receiver)) {
                threads.execute(() -> serve(receiver));
            }
        }
    }

    private void serve(long receiver) {
        try {
            attempt("tell a receiver", () -> tellAll(receiver));
        } finally {
            busy.remove(receiver);
        }
    }

    private void tellAll(long receiver) {
        try {
            while (closing.getCount() > 0 && tellNext(receiver)) {}
        } catch (InterruptedException _) {
            // It is told after the next start.
            Thread.currentThread().interrupt();
        }
    }

    /// Gives whether there was anything to tell now.
    private boolean tellNext(long number) throws InterruptedException {
        var now = clock.instant();
        var receiver = database.read(reading -> ReceiverStore.find(reading, number));
        var due = database.read(reading -> DeliveryStore.due(reading, number, now));
        if (due.isEmpty() || receiver.isEmpty()) {
            return false;
        }
        var delivery = due.get();
        if (delivery.takenAt().filter(patience.tooOld(now)::isAfter).isPresent()) {
            giveUpOld(receiver.get(), delivery);
        } else {
            note(receiver.get(), delivery, send(receiver.get(), delivery));
        }
        return true;
    }

    /// A message that cannot even be made is tried again as slowly as one that is not taken.
    private Reply send(Receiver receiver, Delivery delivery) throws InterruptedException {
        try {
            return messenger.tell(receiver, delivery.notification());
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("receiver", receiver.subject())
                    .setCause(e)
                    .log("Could not make a message");
            return new Reply.Failed("the coordinator failed; its log tells more");
        }
    }

    private void note(Receiver receiver, Delivery delivery, Reply reply) {
        switch (reply) {
            case Reply.Answered answered when answered.good() -> delivered(delivery);
            case Reply.Answered answered when answered.refusal() ->
                    refused(receiver, delivery, answered);
            case Reply.Answered _, Reply.Failed _ -> tryAgain(receiver, delivery, reply);
        }
    }

    private void delivered(Delivery delivery) {
        var now = clock.instant();
        database.write(transaction -> {
            if (DeliveryStore.remove(transaction, delivery)) {
                ReceiverStore.delivered(transaction, delivery.receiver(), now);
            }
            return delivery;
        });
    }

    private void refused(Receiver receiver, Delivery delivery, Reply.Answered answered) {
        var now = clock.instant();
        database.write(transaction -> {
            if (DeliveryStore.remove(transaction, delivery)) {
                ReceiverStore.gaveUp(transaction, delivery.receiver(), 1);
                ReceiverStore.failed(transaction, delivery.receiver(), answered.words(), now);
            }
            return delivery;
        });
        logGivenUp(receiver, delivery, 1, answered.words());
    }

    private void tryAgain(Receiver receiver, Delivery delivery, Reply reply) {
        var now = clock.instant();
        var askedFor =
                reply instanceof Reply.Answered answered
                        ? answered.retryAfter()
                        : Optional.<Duration>empty();
        var next = patience.next(delivery.attempts() + 1, askedFor, now);
        database.write(transaction -> {
            DeliveryStore.again(transaction, delivery, next);
            ReceiverStore.failed(transaction, delivery.receiver(), reply.words(), now);
            return delivery;
        });
        LOG.atDebug()
                .addKeyValue("receiver", receiver.subject())
                .addKeyValue("attempt", delivery.attempts() + 1)
                .addKeyValue("cause", reply.words())
                .log("Could not deliver; will try again");
    }

    private void giveUpOld(Receiver receiver, Delivery oldest) {
        var than = patience.tooOld(clock.instant());
        int count =
                database.write(transaction -> {
                    int old = DeliveryStore.removeOlder(transaction, oldest.receiver(), than);
                    ReceiverStore.gaveUp(transaction, oldest.receiver(), old);
                    return old;
                });
        logGivenUp(receiver, oldest, count, "it was tried for " + patience.age());
    }

    private static void logGivenUp(Receiver receiver, Delivery first, int count, String cause) {
        LOG.atWarn()
                .addKeyValue("receiver", receiver.subject())
                .addKeyValue("delivery", first.notification().id())
                .addKeyValue("count", count)
                .addKeyValue("cause", cause)
                .log("Gave up telling a receiver");
    }

    /// Ends; what is under way is told again after the next start.
    @Override
    public void close() {
        closing.countDown();
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.atError().log("The courier did not end");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        messenger.close();
    }
}
