package dev.towline.coordinator.notify;

import dev.towline.coordinator.notify.Destination.PlainHttp;
import dev.towline.coordinator.notify.Receiver.Secret;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Row;
import dev.towline.coordinator.store.Transaction;
import dev.towline.ids.EnvironmentName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The receivers in the store, each with what became of what it was to be told.
final class ReceiverStore {
    private static final String VIEW =
            "SELECT r.*, (SELECT count(*) FROM deliveries WHERE receiver = r.number) AS waiting,"
                    + " (SELECT next_at FROM deliveries WHERE receiver = r.number"
                    + " ORDER BY number LIMIT 1) AS next_at FROM receivers r";

    private ReceiverStore() {}

    static boolean environmentExists(Reading reading, EnvironmentName environment) {
        return reading.first(
                        row -> row.text("name"),
                        "SELECT name FROM environments WHERE name = ?",
                        environment)
                .isPresent();
    }

    /// The numbers of those that want to be told of this.
    static List<Long> interested(Reading reading, EnvironmentName environment, Topic topic) {
        return reading.list(
                row -> row.number("number"),
                "SELECT number FROM receivers WHERE environment = ? AND instr(events, ?) > 0",
                environment,
                line(topic));
    }

    static Optional<Receiver> find(Reading reading, EnvironmentName environment, String name) {
        return reading.first(
                ReceiverStore::receiver,
                "SELECT * FROM receivers WHERE environment = ? AND name = ?",
                environment,
                name);
    }

    static Optional<Receiver> find(Reading reading, long number) {
        return reading.first(
                ReceiverStore::receiver, "SELECT * FROM receivers WHERE number = ?", number);
    }

    static List<ReceiverView> views(Reading reading, EnvironmentName environment) {
        return reading.list(
                ReceiverStore::view, VIEW + " WHERE environment = ? ORDER BY name", environment);
    }

    static Optional<ReceiverView> view(Reading reading, EnvironmentName environment, String name) {
        return reading.first(
                ReceiverStore::view,
                VIEW + " WHERE environment = ? AND name = ?",
                environment,
                name);
    }

    /// What waits for it is tried again at once: it may have been defined anew to make it work.
    static void put(Transaction transaction, Receiver receiver) {
        transaction.update(
                "INSERT INTO receivers (environment, name, kind, url, secret, repository,"
                        + " report, events)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (environment, name)"
                        + " DO UPDATE SET kind = excluded.kind, url = excluded.url,"
                        + " secret = excluded.secret, repository = excluded.repository,"
                        + " report = excluded.report,"
                        + " events = excluded.events",
                receiver.environment(),
                receiver.name(),
                word(receiver.kind()),
                receiver.url().uri(),
                receiver.secret() == null ? null : receiver.secret().text(),
                receiver.repository(),
                receiver.report().name().toLowerCase(Locale.ROOT),
                lines(receiver));
        transaction.update(
                "UPDATE deliveries SET next_at = 0, attempts = 0 WHERE receiver ="
                        + " (SELECT number FROM receivers WHERE environment = ? AND name = ?)",
                receiver.environment(),
                receiver.name());
    }

    /// Gives whether there was one; what waits for it is told to nobody.
    static boolean remove(Transaction transaction, EnvironmentName environment, String name) {
        return transaction.update(
                        "DELETE FROM receivers WHERE environment = ? AND name = ?",
                        environment,
                        name)
                == 1;
    }

    static void delivered(Transaction transaction, long number, Instant at) {
        transaction.update(
                "UPDATE receivers SET delivered = delivered + 1, last_delivered_at = ?"
                        + " WHERE number = ?",
                at,
                number);
    }

    static void failed(Transaction transaction, long number, String failure, Instant at) {
        transaction.update(
                "UPDATE receivers SET last_failed_at = ?, last_failure = ? WHERE number = ?",
                at,
                failure,
                number);
    }

    static void gaveUp(Transaction transaction, long number, int count) {
        transaction.update(
                "UPDATE receivers SET given_up = given_up + ? WHERE number = ?", count, number);
    }

    private static String lines(Receiver receiver) {
        return receiver.topics().stream()
                .sorted()
                .map(Topic::word)
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    private static String line(Topic topic) {
        return "\n" + topic.word() + "\n";
    }

    static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Receiver receiver(Row row) {
        var secret = row.textOrNull("secret");
        return new Receiver(
                new EnvironmentName(row.text("environment")),
                row.text("name"),
                Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                Destination.parse(row.text("url"), PlainHttp.ANYWHERE),
                secret == null ? null : new Secret(secret),
                row.textOrNull("repository"),
                GithubReport.valueOf(row.text("report").toUpperCase(Locale.ROOT)),
                row.text("events")
                        .lines()
                        .filter(word -> !word.isEmpty())
                        .map(Topic::ofWord)
                        .collect(Collectors.toSet()));
    }

    private static ReceiverView view(Row row) {
        var failedAt = row.instantOrNull("last_failed_at");
        return ReceiverView.of(
                receiver(row),
                new ReceiverView.Progress(
                        row.number("waiting"),
                        row.number("delivered"),
                        row.number("given_up"),
                        row.instantOrNull("last_delivered_at"),
                        failedAt == null
                                ? null
                                : new ReceiverView.Failure(failedAt, row.text("last_failure")),
                        row.number("next_at") == 0 ? null : row.instantOrNull("next_at")));
    }
}
