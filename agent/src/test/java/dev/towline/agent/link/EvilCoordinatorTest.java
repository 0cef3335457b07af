package dev.towline.agent.link;

import static dev.towline.agent.link.Samples.KEY;
import static dev.towline.agent.link.Samples.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.link.OrderAnswer.Order;
import dev.towline.agent.link.OrderAnswer.Unverified;
import dev.towline.trust.Envelope;
import dev.towline.trust.SigningKey;
import dev.towline.wire.DesiredState;
import dev.towline.wire.HoldOrder;
import dev.towline.wire.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a coordinator, or whoever stands before it, may send in place of an order. How what was
/// signed is held against what was signed before is `WitnessTest`'s.
class EvilCoordinatorTest {
    private static final SigningKey STRANGER = SigningKey.generate();
    private static final String GOOD = signed(desired("production", "vm-1"), KEY);

    private static OrderAnswer open(String text) {
        var identity = Samples.identity(URI.create("http://127.0.0.1:1"));
        return new SignedOrder(identity, KEY.verifyingKey()).open(text);
    }

    private static String signed(DesiredState order, SigningKey key) {
        return Json.write(Envelope.sign(DesiredState.PAYLOAD_TYPE, Json.bytes(order), key));
    }

    private static String payload(String type, String json) {
        return Json.write(Envelope.sign(type, json.getBytes(StandardCharsets.UTF_8), KEY));
    }

    static Stream<Arguments> attacks() {
        var order = Json.write(desired("production", "vm-1"));
        var unsigned = Json.write(new Envelope(DesiredState.PAYLOAD_TYPE, "e30=", List.of()));
        return Stream.of(
                Arguments.of("another environment", signed(desired("staging", "vm-1"), KEY)),
                Arguments.of("another agent", signed(desired("production", "vm-2"), KEY)),
                Arguments.of("another key", signed(desired("production", "vm-1"), STRANGER)),
                Arguments.of("another key by the name of ours", renamed()),
                Arguments.of("no signature", unsigned),
                Arguments.of("the bare order", order),
                Arguments.of("a hold that is an order", payload(HoldOrder.PAYLOAD_TYPE, order)),
                Arguments.of("a type of its own", payload("application/json", order)),
                Arguments.of(
                        "a field twice", payload(order.replaceFirst("\\{", "{\"sha\":\"x\","))),
                Arguments.of("a field too much", payload(order.replaceFirst("\\{", "{\"x\":1,"))),
                Arguments.of("something behind it", payload(order + "{}")),
                Arguments.of("nesting without end", payload("{\"stack\":" + "[".repeat(9999))),
                Arguments.of("nesting around it", "[".repeat(9999)),
                Arguments.of("half of it", GOOD.substring(0, GOOD.length() / 2)));
    }

    private static String payload(String json) {
        return payload(DesiredState.PAYLOAD_TYPE, json);
    }

    private static String renamed() {
        return signed(desired("production", "vm-1"), STRANGER)
                .replace(STRANGER.verifyingKey().id(), KEY.verifyingKey().id());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void isNotBelieved(String what, String text) {
        assertThat(open(text)).as(what).isInstanceOf(Unverified.class);
    }

    @Test
    void believesTheRealOne() {
        assertThat(open(GOOD)).isEqualTo(new Order(desired("production", "vm-1")));
    }

    @Test
    void believesNothingOfWhichOneByteWasChanged() {
        var believed = new ArrayList<String>();
        for (var at = 0; at < GOOD.length(); at++) {
            for (var bit : new int[] {1, 2, 4, 16, 32}) {
                var bytes = GOOD.getBytes(StandardCharsets.ISO_8859_1);
                bytes[at] ^= (byte) bit;
                var changed = new String(bytes, StandardCharsets.ISO_8859_1);
                if (!(open(changed) instanceof Unverified)) {
                    believed.add(
                            at + ": " + changed.substring(at, Math.min(at + 20, changed.length())));
                }
            }
        }

        assertThat(believed).isEmpty();
    }

    @Test
    void believesNothingOfWhichOneByteIsMissing() {
        for (var at = 0; at < GOOD.length(); at++) {
            var changed = GOOD.substring(0, at) + GOOD.substring(at + 1);

            assertThat(open(changed)).as("without byte " + at).isInstanceOf(Unverified.class);
        }
    }
}
