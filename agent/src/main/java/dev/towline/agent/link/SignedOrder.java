package dev.towline.agent.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.towline.agent.link.OrderAnswer.Holds;
import dev.towline.agent.link.OrderAnswer.Order;
import dev.towline.agent.link.OrderAnswer.Unverified;
import dev.towline.ids.AgentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.trust.Envelope;
import dev.towline.trust.TrustException;
import dev.towline.trust.VerifyingKey;
import dev.towline.wire.DesiredState;
import dev.towline.wire.HoldOrder;
import dev.towline.wire.Json;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;

/// Turns an answer's text into an order, if it is one for this agent.
///
/// The parser may throw anything on hostile text, so whatever is not an order is unverified.
final class SignedOrder {
    private final Identity identity;
    private final VerifyingKey key;

    SignedOrder(Identity identity, VerifyingKey key) {
        this.identity = identity;
        this.key = key;
    }

    /// Whether the text is a document that says to be signed, and not with the trusted key.
    boolean isOfAnotherKey(String text) {
        try {
            var envelope = envelope(text);
            return !envelope.signatures().isEmpty() && !envelope.names(key);
        } catch (IOException _) {
            // What cannot be read is refused for that.
            return false;
        }
    }

    OrderAnswer open(String text) {
        try {
            return open(envelope(text));
        } catch (TrustException e) {
            return new Unverified(Connection.shortened(String.valueOf(e.getMessage())));
        } catch (JsonProcessingException e) {
            return unreadable(e.getOriginalMessage());
        } catch (IOException e) {
            return unreadable(Connection.describe(e));
        }
    }

    private OrderAnswer open(Envelope envelope) throws TrustException, IOException {
        if (envelope.payloadType().equals(HoldOrder.PAYLOAD_TYPE)) {
            var order = holds(envelope);
            return addressed(new Holds(order), order.environment(), order.agent());
        }
        var desired = desired(envelope);
        return addressed(new Order(desired), desired.environment(), desired.agent());
    }

    private static Envelope envelope(String text) throws JsonProcessingException {
        var envelope = Json.read(text, Envelope.class);
        // Jackson leaves what is missing null.
        if (envelope == null || lacks(envelope.payloadType(), envelope.payload())) {
            throw new Incomplete("it is not a signed document");
        }
        if (envelope.signatures().stream().anyMatch(it -> lacks(it.sig()))) {
            throw new Incomplete("it has an empty signature");
        }
        return envelope;
    }

    private DesiredState desired(Envelope envelope) throws TrustException, IOException {
        var payload = envelope.open(DesiredState.PAYLOAD_TYPE, key);
        var desired = Json.read(payload, DesiredState.class);
        if (desired == null
                || lacks(desired.environment(), desired.agent(), desired.generation())
                || lacks(desired.sha(), desired.deployment(), desired.repository())
                || lacks(desired.branch(), desired.requestedBy(), desired.reason())
                || lacks(desired.issuedAt(), desired.expiresAt())) {
            throw new Incomplete("it lacks a field");
        }
        return desired;
    }

    private HoldOrder holds(Envelope envelope) throws TrustException, IOException {
        var payload = envelope.open(HoldOrder.PAYLOAD_TYPE, key);
        var order = Json.read(payload, HoldOrder.class);
        if (order == null
                || lacks(order.environment(), order.agent(), order.issuedAt())
                || order.number() < 1) {
            throw new Incomplete("it lacks a field");
        }
        return order;
    }

    private OrderAnswer addressed(OrderAnswer answer, EnvironmentName environment, AgentId agent) {
        if (!environment.equals(identity.environment())) {
            return new Unverified(
                    "the order is for the environment "
                            + environment
                            + ", this is "
                            + identity.environment());
        }
        if (!agent.equals(identity.agent())) {
            return new Unverified(
                    "the order is for the agent " + agent + ", this is " + identity.agent());
        }
        return answer;
    }

    private static Unverified unreadable(String why) {
        return new Unverified("could not read the order: " + Connection.shortened(why));
    }

    private static boolean lacks(Object... parts) {
        return Stream.of(parts).anyMatch(Objects::isNull);
    }

    /// JSON of the right type that lacks something.
    private static final class Incomplete extends JsonProcessingException {
        private static final long serialVersionUID = 1;

        Incomplete(String message) {
            super(message);
        }
    }
}
