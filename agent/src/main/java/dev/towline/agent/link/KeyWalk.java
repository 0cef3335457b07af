package dev.towline.agent.link;

import dev.towline.agent.link.PinnedKey.Pin;
import dev.towline.trust.Envelope;
import dev.towline.trust.TrustException;
import dev.towline.wire.Json;
import dev.towline.wire.KeyRotation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// From a pinned key along the coordinator's rotations, as far as they lead. Pure.
///
/// Each step is signed by the key that is trusted so far and by the one that it hands over to: with
/// the old key alone nobody could be locked out on to a key that does not exist, nor with a new one
/// alone be let in. What the trusted key did not sign leads nowhere and is passed over.
final class KeyWalk {
    private Pin pin;

    private KeyWalk(Pin from) {
        this.pin = from;
    }

    /// Where the rotations lead.
    ///
    /// @throws TrustException where the trusted key signed one that must not be followed
    static Pin along(List<Envelope> rotations, Pin from) throws TrustException {
        var walk = new KeyWalk(from);
        for (var envelope : rotations) {
            walk.step(envelope);
        }
        return walk.pin;
    }

    private void step(Envelope envelope) throws TrustException {
        if (!envelope.names(pin.key())) {
            return;
        }
        var rotation = read(envelope.open(KeyRotation.PAYLOAD_TYPE, pin.key()));
        if (rotation.newKey().equals(pin.key())) {
            return;
        }
        if (!rotation.oldKey().equals(pin.key().id())) {
            throw refused(rotation, "it is for the key " + rotation.oldKey());
        }
        if (rotation.number() <= pin.number()) {
            throw refused(rotation, "number " + pin.number() + " was followed before");
        }
        if (pin.retired().contains(rotation.newKey().id())) {
            throw refused(rotation, "it goes back to the retired key " + rotation.newKey().id());
        }
        envelope.open(KeyRotation.PAYLOAD_TYPE, rotation.newKey());
        pin = next(rotation);
    }

    private Pin next(KeyRotation rotation) {
        var retired = new ArrayList<>(pin.retired());
        retired.add(pin.key().id());
        return new Pin(pin.enrolled(), rotation.newKey(), rotation.number(), retired);
    }

    private static KeyRotation read(byte[] payload) throws TrustException {
        try {
            var rotation = Json.read(payload, KeyRotation.class);
            if (rotation == null || rotation.oldKey() == null || rotation.newKey() == null) {
                throw new TrustException("a rotation lacks a key");
            }
            return rotation;
        } catch (IOException e) {
            throw new TrustException("a rotation cannot be read");
        }
    }

    private static TrustException refused(KeyRotation rotation, String why) {
        return new TrustException(
                "the rotation " + rotation.number() + " of the coordinator's key: " + why);
    }
}
