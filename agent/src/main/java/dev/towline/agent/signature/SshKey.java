package dev.towline.agent.signature;

import java.security.PublicKey;
import java.util.Base64;

/// A public key as OpenSSH writes it (RFC 4253, 5656 and 8709; OpenSSH's PROTOCOL.u2f).
///
/// @param application what a security key was asked for; empty for others
/// @param fingerprint as `ssh-keygen -l` shows it
record SshKey(KeyType type, PublicKey key, String application, String fingerprint) {
    static SshKey parse(byte[] blob) throws MalformedException {
        var in = new WireReader(blob);
        var type = KeyType.named(in.name());
        var key =
                switch (type) {
                    case ED25519, HARDWARE_ED25519 -> PublicKeys.ed25519(in.string());
                    case P256, P384, P521, HARDWARE_P256 -> onCurve(type, in);
                    case RSA -> rsa(in);
                };
        var application = type.onHardware() ? in.name() : "";
        in.end();
        return new SshKey(type, key, application, fingerprint(blob));
    }

    private static PublicKey onCurve(KeyType type, WireReader in) throws MalformedException {
        if (!in.name().equals(type.identifier())) {
            throw new MalformedException("its key is of another curve than it says");
        }
        return PublicKeys.onCurve(type, in.string());
    }

    private static PublicKey rsa(WireReader in) throws MalformedException {
        var exponent = in.positive();
        return PublicKeys.rsa(exponent, in.positive());
    }

    private static String fingerprint(byte[] blob) {
        var hash = Hashes.sha256(blob);
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    }

    /// Whether it is the same key, however it was written.
    boolean same(SshKey other) {
        return type == other.type && key.equals(other.key) && application.equals(other.application);
    }

    String words() {
        return fingerprint + " (" + type.label() + ")";
    }
}
