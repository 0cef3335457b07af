package dev.towline.agent.signature;

import java.util.Arrays;

/// The kinds of keys that are taken, by OpenSSH's names.
enum KeyType {
    ED25519("ssh-ed25519", ""),
    P256("ecdsa-sha2-nistp256", "secp256r1"),
    P384("ecdsa-sha2-nistp384", "secp384r1"),
    P521("ecdsa-sha2-nistp521", "secp521r1"),
    RSA("ssh-rsa", ""),
    HARDWARE_ED25519("sk-ssh-ed25519@openssh.com", ""),
    HARDWARE_P256("sk-ecdsa-sha2-nistp256@openssh.com", "secp256r1");

    private final String label;
    private final String curve;

    KeyType(String label, String curve) {
        this.label = label;
        this.curve = curve;
    }

    static KeyType named(String label) throws MalformedException {
        if (label.contains("-cert-v")) {
            throw new MalformedException("certificates (" + label + ") are not supported");
        }
        return Arrays.stream(values())
                .filter(it -> it.label.equals(label))
                .findFirst()
                .orElseThrow(() ->
                        new MalformedException("keys of the type " + label + " are not supported"));
    }

    String label() {
        return label;
    }

    /// The curve's name in Java; empty where the type says it all.
    String curve() {
        return curve;
    }

    /// The curve's name in SSH.
    String identifier() {
        return label.substring(label.indexOf("nistp")).replace("@openssh.com", "");
    }

    /// Whether the key lives in a security key (FIDO), whose signatures say more.
    boolean onHardware() {
        return this == HARDWARE_ED25519 || this == HARDWARE_P256;
    }
}
