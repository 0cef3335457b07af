package dev.towline.coordinator.notify;

import dev.towline.coordinator.store.Reading;

/// What became of all that all receivers were to be told, for measurements.
///
/// @param waiting now
/// @param delivered of the receivers that there are
/// @param givenUp of the receivers that there are
public record Tally(long waiting, long delivered, long givenUp) {

    public static Tally of(Reading reading) {
        return reading.first(
                        row ->
                                new Tally(
                                        row.number("waiting"),
                                        row.number("delivered"),
                                        row.number("given_up")),
                        "SELECT (SELECT count(*) FROM deliveries) AS waiting,"
                                + " ifnull(sum(delivered), 0) AS delivered,"
                                + " ifnull(sum(given_up), 0) AS given_up FROM receivers")
                .orElseThrow();
    }
}
