package dev.towline.agent.link;

import static dev.towline.agent.link.Samples.KEY;
import static dev.towline.agent.link.Samples.SEVEN;
import static dev.towline.agent.link.Samples.desired;
import static dev.towline.agent.link.Samples.identity;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.link.OrderAnswer.Order;
import dev.towline.agent.link.OrderAnswer.Unverified;
import dev.towline.trust.Envelope;
import dev.towline.trust.SigningKey;
import dev.towline.trust.TrustException;
import dev.towline.wire.DesiredState;
import dev.towline.wire.Json;
import dev.towline.wire.KeyRotation;
import dev.towline.wire.KeyRotations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real HTTP server that hands out rotations.
class KeyRotationTest {
    private static final SigningKey SECOND = SigningKey.generate();
    private static final SigningKey THIRD = SigningKey.generate();

    @TempDir Path folder;

    private static Envelope bySome(SigningKey from, SigningKey to, long number, SigningKey... by)
            throws TrustException {
        var rotation =
                new KeyRotation(
                        number, from.verifyingKey().id(), to.verifyingKey(), Samples.AT, "yearly");
        var envelope = Envelope.sign(KeyRotation.PAYLOAD_TYPE, Json.bytes(rotation), by[0]);
        return by.length == 1 ? envelope : envelope.alsoBy(by[1]);
    }

    private static Envelope rotation(SigningKey from, SigningKey to, long number)
            throws TrustException {
        return bySome(from, to, number, from, to);
    }

    /// What comes of an order that a key signed, where these rotations are to be had.
    private OrderAnswer order(SigningKey by, Envelope... rotations) throws Exception {
        var order =
                Json.write(
                        Envelope.sign(
                                DesiredState.PAYLOAD_TYPE,
                                Json.bytes(desired("production", "vm-1")),
                                by));
        var chain = Json.write(new KeyRotations(List.of(rotations)));
        try (var coordinator =
                new Coordinator(exchange -> {
                    var keys = exchange.getRequestURI().getPath().endsWith("/agent/keys");
                    Coordinator.answer(exchange, 200, keys ? chain : order);
                })) {
            var identity = identity(coordinator.uri());
            var pinned = PinnedKey.open(folder.resolve("key.json"), identity);
            try (var link = new CoordinatorLink(identity, pinned)) {
                return link.awaitDesired(
                        new CoordinatorLink.Known(SEVEN, 3), Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void obeysTheKeyThatTheTrustedOneHandedOverTo() throws Exception {
        assertThat(order(SECOND, rotation(KEY, SECOND, 1))).isInstanceOf(Order.class);
    }

    @Test
    void remembersItAndNoLongerObeysTheOldOne() throws Exception {
        order(SECOND, rotation(KEY, SECOND, 1));

        assertThat(order(SECOND)).isInstanceOf(Order.class);
        assertThat(order(KEY, rotation(KEY, SECOND, 1))).isInstanceOf(Unverified.class);
    }

    @Test
    void catchesUpAfterTwoRotations() throws Exception {
        var answer = order(THIRD, rotation(KEY, SECOND, 1), rotation(SECOND, THIRD, 2));

        assertThat(answer).isInstanceOf(Order.class);
    }

    @Test
    void findsItsPlaceInAChainThatIsOlderThanItself() throws Exception {
        var answer = order(SECOND, rotation(THIRD, KEY, 1), rotation(KEY, SECOND, 2));

        assertThat(answer).isInstanceOf(Order.class);
    }

    @Test
    void followsNoneThatOnlyTheOldKeySigned() throws Exception {
        assertThat(order(SECOND, bySome(KEY, SECOND, 1, KEY))).isInstanceOf(Unverified.class);
    }

    @Test
    void followsNoneThatOnlyTheNewKeySigned() throws Exception {
        assertThat(order(SECOND, bySome(KEY, SECOND, 1, SECOND))).isInstanceOf(Unverified.class);
    }

    @Test
    void followsNoneOutOfOrder() throws Exception {
        var answer = order(THIRD, rotation(SECOND, THIRD, 2), rotation(KEY, SECOND, 1));

        assertThat(answer).isInstanceOf(Unverified.class);
    }

    @Test
    void followsNoneThatCountsBackwards() throws Exception {
        var answer = order(THIRD, rotation(KEY, SECOND, 2), rotation(SECOND, THIRD, 1));

        assertThat(answer)
                .asString()
                .contains("the rotation 1 of the coordinator's key", "number 2 was followed");
    }

    @Test
    void neverGoesBackToARetiredKey() throws Exception {
        order(SECOND, rotation(KEY, SECOND, 1));

        var answer = order(KEY, rotation(KEY, SECOND, 1), rotation(SECOND, KEY, 2));

        assertThat(answer).asString().contains("it goes back to the retired key");
    }

    @Test
    void staysWithItsKeyWhereThereAreNoRotations() throws Exception {
        assertThat(order(SECOND)).isInstanceOf(Unverified.class);
        assertThat(order(KEY)).isInstanceOf(Order.class);
    }

    @Test
    void obeysNothingThatItCouldNotRemember() throws Exception {
        Files.createDirectories(folder.resolve("key.json.new").resolve("in-the-way"));

        assertThat(order(SECOND, rotation(KEY, SECOND, 1))).isInstanceOf(Unverified.class);
    }
}
